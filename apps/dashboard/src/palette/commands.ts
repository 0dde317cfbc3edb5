/** Something that the palette offers. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly about?: string | undefined;
  readonly run: () => void;
}

/** Commands of one kind, under one heading. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Those of the commands whose label has every typed word, the ones that begin with the text first. */
export function fitting(commands: readonly Command[], text: string): Command[] {
  const typed = text.trim().toLowerCase();
  const words = typed.split(/\s+/);
  const fits = commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const begins = ({ label }: Command) => label.toLowerCase().startsWith(typed);
  return [...fits.filter(begins), ...fits.filter((command) => !begins(command))];
}

/**
 * What is searched for. Before a slash stands the application whose services are meant, and then nothing else is searched
 * for; without one, they are those of the application on the page.
 */
export function readSearch(text: string, appOnPage: string | undefined) {
  const [before = "", ...after] = text.trim().split("/");
  return after.length === 0
    ? { name: before, app: appOnPage, service: before }
    : { name: "", app: before === "" ? appOnPage : before, service: after.join("/") };
}
