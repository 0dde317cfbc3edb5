import { existsSync } from "node:fs";

const usualPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Returns the path of the Chromium of this machine, or undefined. `CHROMIUM_PATH` says where it is if it is elsewhere. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { CHROMIUM_PATH: named } = env;
  return (named === undefined ? usualPaths : [named]).find((path) => existsSync(path));
}
