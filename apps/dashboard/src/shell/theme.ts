import { useSyncExternalStore } from "react";

const themes = ["system", "light", "dark"] as const;

/** How the pages look: as the system has it, or as was chosen in this browser. */
export type Theme = (typeof themes)[number];

const listeners = new Set<() => void>();

/** The theme of this browser. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => themes.find((theme) => theme === document.documentElement.dataset["theme"]) ?? "system",
  );
}

/** The one that follows a theme when somebody goes through all of them. */
export const themeAfter = (theme: Theme): Theme =>
  themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";

/** Chooses a theme. The choice stays in this browser; `theme.js` reads it before the page is painted. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset["theme"];
  } else {
    localStorage.setItem("theme", theme);
    document.documentElement.dataset["theme"] = theme;
  }
  for (const listener of listeners) listener();
}
