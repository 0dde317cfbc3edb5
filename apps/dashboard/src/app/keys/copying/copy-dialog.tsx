import type { CopySource } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useChange } from "../../../api/use-change.ts";
import { Checkbox, Select } from "../../../ui/controls/field.tsx";
import { Form } from "../../../ui/controls/form.tsx";
import { Skeleton } from "../../../ui/feedback/empty.tsx";
import { Note, ProblemNote } from "../../../ui/feedback/note.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import type { Column, MatrixPlace } from "../matrix.ts";
import { copy, standingQuery } from "./copies.ts";
import { copyable } from "./copyable.ts";
import { KeyChoice } from "./key-choice.tsx";
import { isSame, targetOf, titleOf } from "./places.ts";

/** A key that somebody wants to copy, and where it stands. */
export interface Chosen {
  readonly key: string;
  readonly stage: string;
  readonly from: CopySource;
}

interface CopyDialogProps {
  readonly place: MatrixPlace;
  readonly columns: readonly Column[];
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

/** Copies keys from one stage to another, after it showed what that changes there. */
export function CopyDialog({ place, columns, chosen: { key, stage, from }, onClose }: CopyDialogProps) {
  const { org } = place;
  const others = columns.filter((column) => column.stage !== stage);
  const [to, setTo] = useState(others.find((column) => canTake(place, column, from))?.stage ?? null);
  const [keys, setKeys] = useState<readonly string[]>([key]);
  const [mayReplace, setMayReplace] = useState(false);
  const column = others.find((each) => each.stage === to);
  const target = column === undefined ? undefined : targetOf(place, column, from);
  const isShared = target !== undefined && isSame(target, from);
  const source = useQuery(standingQuery(org, from));
  const there = useQuery(standingQuery(org, isShared ? undefined : target));
  const isKnown = source.data !== undefined && there.data !== undefined;
  const all = isKnown ? copyable(source.data.parameters, there.data.parameters) : [];
  const wanted = all.filter((each) => keys.includes(each.key));
  const replaced = wanted.filter(({ isThere }) => isThere);
  const { mutate, error, isPending, request } = useChange({
    change: () =>
      copy({
        ...{ org, from, to: target ?? from, keys: wanted.map((each) => each.key) },
        ...{ replace: replaced.length > 0, at: there.data?.at },
      }),
    touches: [
      [org, "profiles"],
      [org, "apps"],
      [org, "explanation"],
      [org, "copying"],
    ],
    said: `${wanted.length === 1 ? wanted[0]?.key : `${wanted.length} keys`} copied to ${to}`,
    onDone: onClose,
  });
  return (
    <Dialog title="Copy keys to another stage" isOpen onClose={onClose} isWide>
      <Form
        onSubmit={() => mutate()}
        error={error}
        fields={[]}
        request={request}
        verb={wanted.length < 2 ? "Copy key" : `Copy ${wanted.length} keys`}
        isPending={isPending}
        isDisabled={wanted.length === 0 || (replaced.length > 0 && !mayReplace)}
        onCancel={onClose}
      >
        <p>
          From {stage}, where {key} stands in {titleOf(from)}. No value is shown: Stagepass copies it as it
          is, and what is sensitive stays sensitive.
        </p>
        <Select
          label="To the stage"
          value={to}
          onChange={(next) => {
            setTo(next);
            setMayReplace(false);
          }}
          choices={others.map((each) => ({ id: each.stage, label: each.stage }))}
          isRequired
        />
        <Where target={target} isShared={isShared} stage={to} />
        <ProblemNote error={source.error ?? there.error} />
        {isKnown ? (
          <KeyChoice keys={all} chosen={keys} onChoose={setKeys} />
        ) : target === undefined || isShared || there.error !== null ? null : (
          <Skeleton lines={4} />
        )}
        {replaced.length === 0 ? null : (
          <Checkbox
            label={`Replace ${replaced.map((each) => each.key).join(", ")} there`}
            hint="The value that is there is not used any more. Earlier versions of a profile keep it."
            isSelected={mayReplace}
            onChange={setMayReplace}
          />
        )}
      </Form>
    </Dialog>
  );
}

/** Whether copying to a stage would change anything. */
function canTake(place: MatrixPlace, column: Column, from: CopySource): boolean {
  const target = targetOf(place, column, from);
  return target !== undefined && !isSame(target, from);
}

interface WhereProps {
  readonly target: CopySource | undefined;
  readonly isShared: boolean;
  readonly stage: string | null;
}

/** Where the keys get to, and what else that changes. */
function Where({ target, isShared, stage }: WhereProps) {
  if (stage === null) return <Note tone="warn" title="There is no other stage to copy to" />;
  if (target === undefined)
    return (
      <Note tone="warn" title={`${stage} has no profile`}>
        <p>Give the stage a deployment profile first.</p>
      </Note>
    );
  if (isShared)
    return (
      <Note tone="warn" title={`${stage} has the same keys`}>
        <p>Both stages take them from {titleOf(target)}.</p>
      </Note>
    );
  if ("profile" in target)
    return (
      <p>They are saved in {titleOf(target)} at once, as one new version, for every stage that uses it.</p>
    );
  return <p>They are saved on {titleOf(target)} at once.</p>;
}
