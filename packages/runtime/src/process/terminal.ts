import { styleText } from "node:util";

export { parseCommandLine, UsageError } from "./command-line.ts";

export type Colour = "green" | "yellow" | "red" | "gray" | "cyan" | "bold";

/** How a part of a line looks; without colours it stays as it is. */
export type Paint = (colour: Colour, text: string) => string;

export const inColours: Paint = (colour, text) => styleText(colour, text, { validateStream: false });
export const plain: Paint = (_colour, text) => text;

/** Whether lines for a stream have colours: they are for terminals, unless NO_COLOR says otherwise (https://no-color.org). */
export function hasColours(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Text that people or policies chose, in one line and without what would steer a terminal. */
export function clean(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/\p{Cc}/gu, "\ufffd");
}
