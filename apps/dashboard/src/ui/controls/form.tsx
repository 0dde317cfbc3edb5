import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Form as AriaForm } from "react-aria-components";
import type { HttpRequest } from "../../api/http-request.ts";
import { ApiProblem } from "../../api/problem.ts";
import { ProblemNote } from "../feedback/note.tsx";
import { Actions } from "../layout/dialog.tsx";
import { LeaveGuard } from "../layout/leave-guard.tsx";
import { Button } from "./button.tsx";
import styles from "./form.module.css";

interface FormProps {
  readonly onSubmit: () => void;
  readonly error: Error | null;
  /** The names of its fields. Each shows the violations that the server found at its JSON path. */
  readonly fields: readonly string[];
  readonly children: ReactNode;
  /** The word on the button that sends it. */
  readonly verb: string;
  readonly isPending: boolean;
  readonly isDisabled?: boolean;
  /** Whether whoever looks at it may not send it, so that there is no button to do so. */
  readonly isReadOnly?: boolean;
  readonly onCancel?: () => void;
  /** What is sent with what is typed now. */
  readonly request?: () => HttpRequest | readonly HttpRequest[];
  /** Whether something would be lost by leaving. Left out, it is so once somebody typed something. */
  readonly isUnsaved?: boolean;
}

/** A form whose fields show what the server says about them, each in its place. Leaving asks while something is unsaved. */
export function Form(props: FormProps) {
  const { onSubmit, error, fields, children, verb, isPending, isDisabled = false, onCancel, request } = props;
  const names = fields.join(" ");
  // The same object for the same error: a new one would bring back what a field has forgotten since it was changed.
  const errors = useMemo(() => violationsAt(error, names.split(" ")), [error, names]);
  const [isTyped, setTyped] = useState(false);
  // What was refused is unsaved, and what is on its way leads to another page by itself.
  useEffect(() => {
    if (error !== null) setTyped(true);
  }, [error]);
  return (
    <AriaForm
      className={styles.form}
      validationErrors={errors}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending || isDisabled) return;
        setTyped(false);
        onSubmit();
      }}
    >
      <LeaveGuard isUnsaved={(props.isUnsaved ?? isTyped) && !isPending}>
        <p>What you entered here would be lost.</p>
      </LeaveGuard>
      <ProblemNote error={error} fields={fields} />
      <div className={styles.fields} onInput={() => setTyped(true)}>
        {children}
      </div>
      {props.isReadOnly === true ? null : (
        <Actions request={request}>
          {onCancel === undefined ? null : <Button onPress={onCancel}>Cancel</Button>}
          <Button look="primary" type="submit" isPending={isPending} isDisabled={isDisabled}>
            {verb}
          </Button>
        </Actions>
      )}
    </AriaForm>
  );
}

/** What the server says about each field, in its own words. */
export function violationsAt(error: Error | null, fields: readonly string[]): Record<string, string[]> {
  if (!(error instanceof ApiProblem)) return {};
  const at: Record<string, string[]> = {};
  for (const { path, message } of error.violations) {
    const field = path.replace(/^\$\.?/, "");
    if (fields.includes(field)) at[field] = [...(at[field] ?? []), message];
  }
  return at;
}
