import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { IconButton } from "./button.tsx";
import styles from "./menu.module.css";

/** Something that a menu does. */
export interface MenuAction {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onAction: () => void;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
}

/** What else can be done with something, behind the sign `…`. */
export function MoreMenu({
  label,
  actions,
}: {
  readonly label: string;
  readonly actions: readonly MenuAction[];
}) {
  if (actions.length === 0) return null;
  return (
    <MenuTrigger>
      <IconButton icon={<Ellipsis />} label={label} />
      <Popover className={styles.popover} placement="bottom end" offset={4}>
        <AriaMenu className={styles.menu} aria-label={label}>
          {actions.map(({ label: word, icon, onAction, isDisabled = false, isDanger = false }) => (
            <MenuItem
              key={word}
              onAction={onAction}
              isDisabled={isDisabled}
              className={isDanger ? `${styles.item} ${styles.danger}` : styles.item}
            >
              {icon}
              {word}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
