import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { HttpRequest } from "../../api/http-request.ts";
import { AsCurl } from "../../curl/as-curl.tsx";
import { Button, IconButton } from "../controls/button.tsx";
import { TextField } from "../controls/text-field.tsx";
import { ProblemNote } from "../feedback/note.tsx";
import styles from "./dialog.module.css";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A window above the page. Escape and the cross close it, and the focus returns to where it was. */
export function Dialog({ title, isOpen, onClose, isWide = false, children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={false}
      className={styles.overlay}
    >
      <Modal className={isWide ? `${styles.modal} ${styles.wide}` : styles.modal}>
        <AriaDialog className={styles.dialog}>
          <header className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon={<X />} label="Close" onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ActionsProps {
  readonly children: ReactNode;
  /** What the buttons send, for whoever would rather send it from a terminal. */
  readonly request?: (() => HttpRequest | readonly HttpRequest[]) | undefined;
}

/** The row of buttons at the end of a dialog or form. */
export function Actions({ children, request }: ActionsProps) {
  return (
    <footer className={styles.actions}>
      {request === undefined ? null : (
        <span className={styles.first}>
          <AsCurl requests={() => [request()].flat()} placement="bottom start" />
        </span>
      )}
      {children}
    </footer>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What happens, and that it cannot be undone. */
  readonly children: ReactNode;
  /** The word on the button, such as `Delete profile`. */
  readonly verb: string;
  /** The name that has to be typed first, for what cannot be undone. */
  readonly name?: string;
  readonly onConfirm: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** What is sent when it is confirmed. */
  readonly request?: () => HttpRequest;
}

/** Asks before something is removed. */
export function Confirm(props: ConfirmProps) {
  const { title, isOpen, onClose, children, verb, name, onConfirm, isPending, error, request } = props;
  const [typed, setTyped] = useState("");
  const isSure = name === undefined || typed === name;
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <form
        className={styles.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure && !isPending) onConfirm();
        }}
      >
        <ProblemNote error={error} />
        <div>{children}</div>
        {name === undefined ? null : (
          <TextField
            label={`Type ${name} to confirm`}
            value={typed}
            onChange={setTyped}
            isRequired
            autoFocus
            mono
          />
        )}
        <Actions request={request}>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="danger" type="submit" isDisabled={!isSure} isPending={isPending}>
            {verb}
          </Button>
        </Actions>
      </form>
    </Dialog>
  );
}
