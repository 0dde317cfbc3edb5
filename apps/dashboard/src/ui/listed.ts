/** How many there are and the first names of them, such as `2 stages: dev and prod.` */
export function listed(names: readonly string[] | undefined, what: string, none = ""): string {
  if (names === undefined) return "";
  if (names.length === 0) return none;
  const [first = "", ...rest] = what.split(" ");
  const many = [names.length === 1 ? first : `${first}s`, ...rest].join(" ");
  const more = names.length > 5 ? [`${names.length - 5} more`] : [];
  return `${names.length} ${many}: ${conjunction.format([...names.slice(0, 5), ...more])}.`;
}

const conjunction = new Intl.ListFormat("en", { type: "conjunction" });
