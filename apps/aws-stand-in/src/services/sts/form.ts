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
  const structures = (name: string) => readMembers(parameters, name);
  return {
    text: (name) => parameters.get(name) ?? undefined,
    texts: (name) => structures(name).flatMap((member) => member.get("") ?? []),
    structures,
  };
}

function readMembers(parameters: URLSearchParams, name: string): ReadonlyMap<string, string>[] {
  const members = new Map<number, Map<string, string>>();
  for (const [key, value] of parameters) {
    if (!key.startsWith(`${name}.member.`)) continue;
    const [number = "", field = ""] = key.slice(`${name}.member.`.length).split(".");
    if (!/^\d{1,4}$/.test(number)) continue;
    const member = members.get(Number(number)) ?? new Map<string, string>();
    members.set(Number(number), member.set(field, value));
  }
  return [...members].sort(([a], [b]) => a - b).map(([, member]) => member);
}
