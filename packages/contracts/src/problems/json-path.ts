/** The JSON path that these keys make: `$.safeguards[0].settings`. A key that is not an identifier is quoted. */
export function jsonPath(keys: readonly PropertyKey[]): string {
  return `$${keys.map(step).join("")}`;
}

function step(key: PropertyKey): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
