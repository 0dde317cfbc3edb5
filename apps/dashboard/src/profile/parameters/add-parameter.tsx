import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Form } from "react-aria-components";
import { Button } from "../../ui/controls/button.tsx";
import { Card } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { ParameterFields } from "./parameter-fields.tsx";
import styles from "./parameters.module.css";
import { nothingTyped, readParameter } from "./value-source.ts";

/** Asks for a key and a value, adds them to the draft, and is ready for the next ones. */
export function AddParameter() {
  const { profile, editParameters } = useDraft();
  const [typed, setTyped] = useState(nothingTyped);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { input, errors } = readParameter(typed);
  const key = typed.key.trim();
  const isThere = profile.parameters.some((parameter) => parameter.key === key && parameter.edit !== null);
  const add = () => {
    if (input === null) return setTried(true);
    editParameters({ [input.key]: input });
    setTyped({ ...nothingTyped, kind: typed.kind, sensitive: typed.sensitive });
    setTried(false);
    form.current?.querySelector("input")?.focus();
  };
  return (
    <Card>
      <Form
        ref={form}
        className={styles.form ?? ""}
        aria-label="Add a parameter"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <ParameterFields
          typed={typed}
          onChange={(part) => setTyped({ ...typed, ...part })}
          errors={isTried ? (errors ?? {}) : {}}
          hasKey
        />
        <div className={styles.add}>
          {isThere ? <p>{key} is there already. Its value will be replaced.</p> : null}
          <Button type="submit" icon={<Plus />} isDisabled={key === ""}>
            {isThere ? "Replace" : "Add"}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
