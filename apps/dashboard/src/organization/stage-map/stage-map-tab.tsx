import { type OrgView, patchOrg } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Map as MapIcon, Plus } from "lucide-react";
import { useState } from "react";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { useProfileChoices } from "../../apps/names.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Form } from "../../ui/controls/form.tsx";
import { Empty, Skeleton } from "../../ui/feedback/empty.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Card, Section } from "../../ui/layout/page.tsx";
import { orgQuery } from "../organization-queries.ts";
import { added, type Line, linesOf, moved, stagesOf } from "./lines.ts";
import { StageLine } from "./stage-line.tsx";
import styles from "./stage-map.module.css";

/** Which profile the stages of applications get that say nothing themselves. */
export function StageMapTab({ org }: { readonly org: string }) {
  const { data, error } = useQuery(orgQuery(org));
  if (data === undefined) return error === null ? <Skeleton lines={6} /> : <ProblemNote error={error} />;
  return <StageMap org={data} />;
}

function StageMap({ org }: { readonly org: OrgView }) {
  const may = useMay();
  const profiles = useProfileChoices(org.name);
  const [edited, setLines] = useState<readonly Line[] | null>(null);
  const lines = edited ?? linesOf(org.stages);
  const { mutate, error, isPending, request } = useChange({
    change: () =>
      ask(patchOrg, { params: { org: org.name }, body: { stages: stagesOf(lines) }, at: org.revision }),
    touches: [
      [org.name, "organization"],
      [org.name, "explanation"],
    ],
    said: "Stage map saved",
    onDone: () => setLines(null),
  });
  const isReadOnly = !may("patchOrg");
  const isChanged = JSON.stringify(stagesOf(lines)) !== JSON.stringify(org.stages);
  const add = isReadOnly ? undefined : (
    <Button icon={<Plus />} onPress={() => setLines(added(lines))}>
      Add pattern
    </Button>
  );
  return (
    <Section
      title="Stage map"
      about="For stages without a profile of their own, in applications without a default. The first pattern that matches the stage applies, so the order counts."
      actions={lines.length === 0 ? undefined : add}
    >
      {lines.length === 0 && !isChanged ? (
        <Empty icon={<MapIcon />} title="No patterns yet" action={add}>
          Add one such as prod for the profile of production, and after it * for every other stage. Each new
          application has its profiles then.
        </Empty>
      ) : (
        <Card isFlush>
          <Form
            onSubmit={() => mutate()}
            error={error}
            request={request}
            fields={lines.flatMap((_, index) => [`stages[${index}].stages`, `stages[${index}].profile`])}
            verb="Save changes"
            isPending={isPending}
            isUnsaved={isChanged}
            isDisabled={!isChanged || lines.some(({ stages, profile }) => stages === "" || profile === "")}
            {...(isChanged ? { onCancel: () => setLines(null) } : {})}
          >
            {lines.length === 0 ? <p>No pattern is left. Save, and the stage map says nothing.</p> : null}
            <ol className={styles.lines}>
              {lines.map((line, index) => (
                <StageLine
                  key={line.key}
                  line={line}
                  index={index}
                  isFirst={index === 0}
                  isLast={index === lines.length - 1}
                  profiles={profiles}
                  isReadOnly={isReadOnly}
                  onEdit={(part) => setLines(lines.with(index, { ...line, ...part }))}
                  onMove={(by) => setLines(moved(lines, index, by))}
                  onRemove={() => setLines(lines.toSpliced(index, 1))}
                />
              ))}
            </ol>
          </Form>
        </Card>
      )}
    </Section>
  );
}
