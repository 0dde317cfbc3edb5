import { createContext, type ReactNode, use, useCallback, useState } from "react";
import styles from "./toast.module.css";

const Say = createContext<(text: string) => void>(() => {});

/** Gives a function that says for some seconds what was done, such as `Saved as version 9`. */
export const useSay = () => use(Say);

let count = 0;

/** Shows below the page what was just done. Failures are not said here: they stay where they happened. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<readonly { readonly id: number; readonly text: string }[]>([]);
  const say = useCallback((text: string) => {
    const id = ++count;
    setSaid((before) => [...before.slice(-2), { id, text }]);
    setTimeout(() => setSaid((before) => before.filter((toast) => toast.id !== id)), 5_000);
  }, []);
  return (
    <Say value={say}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {said.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </Say>
  );
}
