import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { Actions, Dialog } from "./dialog.tsx";
import styles from "./leave-guard.module.css";

interface LeaveGuardProps {
  /** Whether anything would be lost. */
  readonly isUnsaved: boolean;
  /** Whether the other tabs of the page keep it. */
  readonly isKeptInTabs?: boolean;
  /** What would be lost. */
  readonly children: ReactNode;
}

/** Asks before unsaved input is lost: by a link, the way back, a reload or the closing of the window. */
export function LeaveGuard({ isUnsaved, isKeptInTabs = false, children }: LeaveGuardProps) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isUnsaved &&
      (current.pathname !== next.pathname || (!isKeptInTabs && tabOf(current.search) !== tabOf(next.search))),
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  });
  return (
    <Dialog
      title="Leave without saving?"
      isOpen={leaving.status === "blocked"}
      onClose={() => leaving.reset?.()}
    >
      <div className={styles.body}>
        {children}
        <Actions>
          <Button onPress={() => leaving.reset?.()}>Stay</Button>
          <Button look="danger" onPress={() => leaving.proceed?.()}>
            Leave
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}

const tabOf = (search: object): unknown => ("tab" in search ? search.tab : undefined);
