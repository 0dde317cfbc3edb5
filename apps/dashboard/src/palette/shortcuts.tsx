import { Dialog } from "../ui/layout/dialog.tsx";
import { modifier } from "./modifier.ts";
import styles from "./shortcuts.module.css";

const shortcuts = [
  { keys: [modifier, "K"], does: "Go to a page or a thing, or do something" },
  { keys: ["?"], does: "Show these shortcuts" },
  { keys: ["Tab"], does: "Go to the next link, field or button" },
  { keys: ["↑", "↓"], does: "Go through a menu, a list of choices or what was found" },
  { keys: ["Enter"], does: "Follow the link, or press the button" },
  { keys: ["Esc"], does: "Close what is open, or clear a search" },
];

/** Lists what can be done with keys alone. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      <dl className={styles.list}>
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
