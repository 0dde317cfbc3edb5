import type { AppView } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { ModeNote } from "../mode-note.tsx";
import { wordOf } from "./blueprint-content.ts";
import { BlueprintList } from "./blueprint-list.tsx";
import { BlueprintSections } from "./blueprint-sections.tsx";
import { blueprintsQuery } from "./blueprints-queries.ts";

interface BlueprintsTabProps {
  readonly org: string;
  readonly app: AppView;
}

/** What new services of an application, and new instances in its stages, begin with. The URL says which one is open. */
export function BlueprintsTab({ org, app }: BlueprintsTabProps) {
  const { blueprint: word } = useSearch({ from: "/$org/apps/$app" });
  const { data: blueprints, error } = useQuery(blueprintsQuery(org, app.name));
  const opened = blueprints?.find(({ stage }) => wordOf(stage) === word);
  if (blueprints === undefined)
    return error === null ? <Skeleton lines={5} /> : <ProblemNote error={error} />;
  return (
    <>
      <ModeNote org={org} app={app} />
      {opened === undefined ? (
        <BlueprintList org={org} app={app.name} blueprints={blueprints} isGone={word !== undefined} />
      ) : (
        <BlueprintSections place={{ org, app: app.name, blueprint: opened }} />
      )}
    </>
  );
}
