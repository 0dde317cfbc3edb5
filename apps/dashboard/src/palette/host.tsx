import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import type { Above } from "./above.ts";

// They are loaded when somebody first asks for them.
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import("./shortcuts.tsx")).Shortcuts }));
const AddProfile = lazy(async () => ({ default: (await import("../profiles/add-profile.tsx")).AddProfile }));
const AddApp = lazy(async () => ({ default: (await import("../apps/add-app.tsx")).AddApp }));

interface PaletteHostProps {
  readonly org: string;
  readonly above: Above | null;
  readonly onChange: (next: Above | null) => void;
}

/** Shows what was asked for from anywhere, until it is closed or leads to another page. */
export function PaletteHost({ org, above, onChange }: PaletteHostProps) {
  useShortcuts(onChange);
  useFocusBack(above);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => onChange(null), [path, onChange]);
  const close = () => onChange(null);
  return (
    <Suspense>
      {above === "palette" ? <Palette org={org} onClose={close} onOpen={onChange} /> : null}
      {above === "shortcuts" ? <Shortcuts onClose={close} /> : null}
      {above === "add profile" ? <AddProfile org={org} onClose={close} /> : null}
      {above === "add application" ? <AddApp org={org} onClose={close} /> : null}
    </Suspense>
  );
}

/** Gives the focus back to where it was before, also when one thing has taken the place of another in between. */
function useFocusBack(above: Above | null): void {
  const before = useRef<Element | null>(null);
  // Before it is painted, since a field of what is opened takes the focus then.
  useLayoutEffect(() => {
    if (above !== null) {
      before.current ??= document.activeElement;
      return;
    }
    const from = before.current;
    before.current = null;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body && from instanceof HTMLElement) from.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [above]);
}

/** Listens to the keys that work on every page. A dialog that is open has them for itself. */
function useShortcuts(open: (next: Above) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const next = shortcutOf(event);
      if (next === null || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      event.preventDefault();
      open(next);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [open]);
}

function shortcutOf({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): Above | null {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return "palette";
  const isTyping =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
  return key === "?" && !ctrlKey && !metaKey && !isTyping ? "shortcuts" : null;
}
