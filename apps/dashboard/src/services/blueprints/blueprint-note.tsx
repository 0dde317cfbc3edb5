import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Note } from "../../ui/feedback/note.tsx";
import { titleOf, wordOf } from "./blueprint-content.ts";
import { blueprintsQuery } from "./blueprints-queries.ts";

interface BlueprintNoteProps {
  readonly org: string;
  readonly app: string;
  /** The stage of an instance, or null for a service. */
  readonly stage: string | null;
}

/** Says, where there is a blueprint, that what is added by hand begins with nothing of it. */
export function BlueprintNote({ org, app, stage }: BlueprintNoteProps) {
  const { data } = useQuery(blueprintsQuery(org, app));
  if (data?.some((blueprint) => blueprint.stage === stage) !== true) return null;
  return (
    <Note>
      <p>
        There is{" "}
        <Link
          to="/$org/apps/$app"
          params={{ org, app }}
          search={{ tab: "blueprints", blueprint: wordOf(stage) }}
        >
          a blueprint for {titleOf(stage).toLowerCase()}
        </Link>
        . A first deploy begins with it; what you add here begins with nothing set.
      </p>
    </Note>
  );
}
