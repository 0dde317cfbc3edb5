import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { Switch, TextField } from "../../ui/controls/field.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { useDraft } from "../draft/draft.tsx";
import styles from "./parameters.module.css";
import { parseDotenv } from "./parse-dotenv.ts";

/** Takes many parameters at once, as they stand in a `.env` file. */
export function PasteDotenv({ onClose }: { readonly onClose: () => void }) {
  const { profile, editParameters } = useDraft();
  const [text, setText] = useState("");
  const [sensitive, setSensitive] = useState(true);
  const { parameters, mistakes } = parseDotenv(text);
  const there = new Set(profile.parameters.filter(({ edit }) => edit !== null).map(({ key }) => key));
  const replaced = parameters.filter(({ key }) => there.has(key)).map(({ key }) => key);
  const count = parameters.length;
  return (
    <Dialog title="Paste dotenv" isOpen onClose={onClose} isWide>
      <form
        className={styles.body}
        onSubmit={(event) => {
          event.preventDefault();
          editParameters(
            Object.fromEntries(parameters.map(({ key, value }) => [key, { key, value, sensitive }])),
          );
          onClose();
        }}
      >
        <TextField
          label="Lines of a .env file"
          value={text}
          onChange={setText}
          lines={10}
          placeholder={'DATABASE_URL=postgres://…\nexport STRIPE_KEY="sk_live_…"  # from the vault'}
          hint="Quotes, escapes, comments, export and values of several lines are read. ${OTHER} stays as it is."
          isRequired
          autoFocus
          mono
        />
        <Switch
          label="All of them are sensitive"
          hint="Clients keep them out of what they print. It can be changed for each afterwards."
          isSelected={sensitive}
          onChange={setSensitive}
        />
        {mistakes.length === 0 ? null : (
          <Note tone="warn" title={`${count === 0 ? "No line" : "Not every line"} can be read`}>
            <ul className={styles.mistakes}>
              {mistakes.map(({ line, reason }) => (
                <li key={line}>
                  Line {line}: {reason}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {replaced.length === 0 ? null : (
          <Note>
            <p>
              The values of <Name>{replaced.join(", ")}</Name> will be replaced.
            </p>
          </Note>
        )}
        <Actions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={count === 0}>
            {count === 0 ? "Add" : count === 1 ? "Add 1 parameter" : `Add ${count} parameters`}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
