/** A request of AWS's query protocol: a form in which list members have names such as `Tags.member.1.Key`. */
export interface Form {
  /** Returns the value of a plain parameter. */
  text(name: string): string | undefined;
  /** Returns the members of a list of plain values, in the order of their numbers. */
  texts(name: string): string[];
  /** Returns the members of a list of structures, in the order of their numbers, with the fields that were sent. */
  structures(name: string): ReadonlyMap<string, string>[];
}

/** Parses a form-encoded body. It never throws: any text is a form, perhaps one without useful parameters. */
export function parseForm(body: string): Form {
  const parameters = new URLSearchParams(body);
  const lists = readLists(parameters);
  const structures = (name: string) => lists.get(name) ?? [];
  return {
    text: (name) => parameters.get(name) ?? undefined,
    texts: (name) => structures(name).flatMap((member) => member.get("") ?? []),
    structures,
  };
}

/** Reads all lists at once, since each of them is asked for more than once. */
function readLists(parameters: URLSearchParams): ReadonlyMap<string, ReadonlyMap<string, string>[]> {
  const lists = new Map<string, Map<number, Map<string, string>>>();
  for (const [key, value] of parameters) {
    const [, name = "", number, field = ""] = /^([^.]+)\.member\.(\d{1,4})(?:\.([^.]*).*)?$/s.exec(key) ?? [];
    if (number === undefined) continue;
    const members = lists.get(name) ?? new Map<number, Map<string, string>>();
    const member = members.get(Number(number)) ?? new Map<string, string>();
    lists.set(name, members.set(Number(number), member.set(field, value)));
  }
  const inOrder = (members: ReadonlyMap<number, Map<string, string>>) =>
    [...members].sort(([a], [b]) => a - b).map(([, member]) => member);
  return new Map([...lists].map(([name, members]) => [name, inOrder(members)]));
}
