import { Note } from "../ui/feedback/note.tsx";
import { Dialog } from "../ui/layout/dialog.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import styles from "./signed-out-dialog.module.css";

/** Asks to sign in again above a page whose session has ended. The page below keeps what was typed. */
export function SignedOutDialog({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <Dialog title="Your session has ended" isOpen onClose={onLeave}>
      <div className={styles.note}>
        <Note>Sign in again to go on. What you have typed on this page is still there.</Note>
      </div>
      <SignInForm onSignedIn={() => {}} />
    </Dialog>
  );
}
