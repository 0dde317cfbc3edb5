import { styleText } from "node:util";

export { parseCommandLine, UsageError } from "./command-line.ts";
export { Unanswered } from "./unanswered.ts";

/** The colours and styles that lines use. */
export type Colour = "green" | "yellow" | "red" | "gray" | "cyan" | "bold";

/** Adds a colour to a part of a line. */
export type Paint = (colour: Colour, text: string) => string;

/** Adds the colour. */
export const inColours: Paint = (colour, text) => styleText(colour, text, { validateStream: false });
/** Leaves the text as it is, for streams without colours. */
export const plain: Paint = (_colour, text) => text;

/** Whether lines for a stream have colours: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function hasColours(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Makes text of people or policies safe for a terminal: one line, without control characters. */
export function clean(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/\p{Cc}/gu, "\ufffd");
}
