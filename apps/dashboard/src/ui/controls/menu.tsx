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
  /** False where it does not apply or is not permitted: the menu leaves it out then. */
  readonly isOffered?: boolean;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
}

interface MoreMenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** What else can be done with something, behind the sign `…`. Nothing stands there when nothing is offered. */
export function MoreMenu({ label, actions }: MoreMenuProps) {
  const offered = actions.filter(({ isOffered = true }) => isOffered);
  if (offered.length === 0) return null;
  return (
    <MenuTrigger>
      <IconButton icon={<Ellipsis />} label={label} />
      <Popover className={styles.popover} placement="bottom end" offset={4}>
        <AriaMenu className={styles.menu} aria-label={label}>
          {offered.map(({ label: word, icon, onAction, isDisabled = false, isDanger = false }) => (
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
