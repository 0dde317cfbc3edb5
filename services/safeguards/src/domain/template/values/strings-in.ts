/** Every text inside a value, at any depth: in lists, in members, but not the keys. */
export function* stringsIn(value: unknown): Generator<string> {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === "string") yield next;
    else if (typeof next === "object" && next !== null)
      for (const inner of Object.values(next)) pending.push(inner);
  }
}
