import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../ui/controls/button.tsx";

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];
const looks = {
  system: { icon: <Monitor />, label: "Theme: as the system has it" },
  light: { icon: <Sun />, label: "Theme: light" },
  dark: { icon: <Moon />, label: "Theme: dark" },
};

/** Goes from one theme to the next. The choice stays in this browser; `theme.js` reads it before the page is painted. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(themeNow);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  return (
    <IconButton
      {...looks[theme]}
      onPress={() => {
        apply(next);
        setTheme(next);
      }}
    />
  );
}

function themeNow(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset["theme"]) ?? "system";
}

function apply(theme: Theme): void {
  if (theme === "system") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset["theme"];
    return;
  }
  localStorage.setItem("theme", theme);
  document.documentElement.dataset["theme"] = theme;
}
