import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { sessionQuery, useMay } from "../session/session.ts";
import { Name } from "../ui/feedback/badge.tsx";
import { Empty } from "../ui/feedback/empty.tsx";

interface NeedsProps {
  /** The operation without which there is nothing to show, by its name in the API's description. */
  readonly operation: string;
  readonly children: ReactNode;
}

/** Shows a page to those who may read what it shows, and tells everybody else which permission is missing. */
export function Needs({ operation, children }: NeedsProps) {
  const may = useMay();
  const { data: session } = useQuery(sessionQuery);
  if (session === undefined || session === null || may(operation)) return children;
  return (
    <Empty icon={<Lock />} title="Your access key does not open this page">
      It has the role {session.role}, which lacks the permission <Name>{operation}</Name>. Sign in with a key
      that has it, or ask an admin of {session.org}.
    </Empty>
  );
}
