import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { appsQuery } from "../../apps/apps-queries.ts";
import { Note } from "../../ui/feedback/note.tsx";
import { useDraft } from "../draft/draft.tsx";
import { profileQuery, usesQuery } from "../profile-queries.ts";

/** Says for which applications that use the profile its role and parameters do not count, and what does instead. */
export function DoesNotCount({ what }: { readonly what: "role" | "parameters" }) {
  const { org, base } = useDraft();
  const { data: newest } = useQuery(profileQuery(org, base.name));
  const uses = useInfiniteQuery(usesQuery(org, base.name));
  const apps = useInfiniteQuery(appsQuery(org));
  const using = new Set(uses.data?.flatMap((use) => (use.kind === "org-stages" ? [] : [use.app])));
  const found = apps.data?.filter(({ name, mode }) => mode === "providers" && using.has(name)) ?? [];
  if (found.length === 0) return null;
  const isUnread = newest?.unread === true;
  const its = what === "role" ? "The role of this profile" : "The parameters of this profile";
  const count = what === "role" ? ["counts", "does not count"] : ["count", "do not count"];
  return (
    <Note
      tone="warn"
      title={isUnread ? `${its} ${count[0]} for no deploy` : `${its} ${count[1]} for every application`}
    >
      <p>
        {isUnread ? "Every application that uses it resolves by providers. " : ""}
        {what === "role" ? "Credentials come" : "Parameters come"} from the services and instances and their{" "}
        <Link to="/$org/organization" params={{ org }} search={{ tab: "providers" }}>
          providers
        </Link>{" "}
        in{" "}
        {found.map(({ name }, index) => (
          <span key={name}>
            {index === 0 ? "" : ", "}
            <Link to="/$org/apps/$app" params={{ org, app: name }} search={{ tab: "services" }}>
              {name}
            </Link>
          </span>
        ))}
        . The safeguards of this profile apply there all the same.
      </p>
    </Note>
  );
}
