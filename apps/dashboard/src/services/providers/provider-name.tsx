import type { ProviderLink } from "@stagepass/contracts";
import { Badge, Name } from "../../ui/feedback/badge.tsx";

/** What a service or an instance says about its provider. */
export function ProviderName({ link }: { readonly link: ProviderLink }) {
  if (link === null) return <Badge>not linked</Badge>;
  return typeof link === "string" ? <Name>{link}</Name> : <Badge tone="warn">none, on purpose</Badge>;
}
