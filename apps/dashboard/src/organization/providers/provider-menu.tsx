import type { ProviderView } from "@stagepass/contracts";
import { BookOpen, FlaskConical, Link2, Pencil, Star, StarOff, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "../../session/session.ts";
import { type MenuAction, MoreMenu } from "../../ui/controls/menu.tsx";
import { DeleteProvider } from "./delete-provider.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { ProviderRole } from "./provider-role.tsx";
import { ProviderUsesDialog } from "./provider-uses.tsx";
import { SetAsDefault } from "./set-as-default.tsx";
import { TestProvider } from "./test-provider.tsx";

interface ProviderMenuProps {
  readonly org: string;
  readonly provider: ProviderView;
}

type Doing = "default" | "edit" | "role" | "test" | "uses" | "delete";

/** What can be done with a provider. */
export function ProviderMenu({ org, provider }: ProviderMenuProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const may = useMay();
  const close = () => setDoing(null);
  const { isDefault, accessRole, apps, name } = provider;
  const action = (isOffered: boolean, what: Doing, rest: Omit<MenuAction, "onAction">): MenuAction => ({
    ...rest,
    isOffered,
    onAction: () => setDoing(what),
  });
  const mayChange = may("patchProvider");
  const hasRole = accessRole !== null;
  return (
    <>
      <MoreMenu
        label={`More for ${name}`}
        actions={[
          action(mayChange && !isDefault && apps === null, "default", {
            label: "Set as default",
            icon: <Star />,
          }),
          action(mayChange && isDefault, "default", { label: "Unset default", icon: <StarOff /> }),
          action(mayChange, "edit", { label: "Edit", icon: <Pencil /> }),
          action(hasRole, "role", { label: "How to add the role", icon: <BookOpen /> }),
          action(hasRole && may("testRole"), "test", { label: "Test the role", icon: <FlaskConical /> }),
          action(may("listProviderUses"), "uses", { label: "Used by", icon: <Link2 /> }),
          action(may("deleteProvider"), "delete", { label: "Delete", icon: <Trash2 />, isDanger: true }),
        ]}
      />
      {doing === "default" ? <SetAsDefault org={org} provider={provider} onClose={close} /> : null}
      {doing === "edit" ? <ProviderDialog org={org} provider={provider} onClose={close} /> : null}
      {doing === "role" ? <ProviderRole org={org} provider={name} onClose={close} /> : null}
      {doing === "test" ? <TestProvider org={org} provider={provider} onClose={close} /> : null}
      {doing === "uses" ? <ProviderUsesDialog org={org} provider={name} onClose={close} /> : null}
      {doing === "delete" ? <DeleteProvider org={org} provider={provider} onClose={close} /> : null}
    </>
  );
}
