/** The JSON path of a place in a document: `$.safeguards[0].settings`. Keys that are no identifiers are quoted. */
export function jsonPath(keys: readonly PropertyKey[]): string {
  return `$${keys.map(step).join("")}`;
}

function step(key: PropertyKey): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
