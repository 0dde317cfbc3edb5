import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "../ui/controls/button.tsx";
import { chooseTheme, themeAfter, useTheme } from "./theme.ts";

const looks = {
  system: { icon: <Monitor />, label: "Theme: as the system has it" },
  light: { icon: <Sun />, label: "Theme: light" },
  dark: { icon: <Moon />, label: "Theme: dark" },
};

/** Goes from one theme to the next. */
export function ThemeSwitch() {
  const theme = useTheme();
  return <IconButton {...looks[theme]} onPress={() => chooseTheme(themeAfter(theme))} />;
}
