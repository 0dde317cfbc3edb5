/** A moment as a field for a local date and time shows it, such as `2026-11-20T12:00`. */
export function toLocal(moment: string | undefined): string {
  if (moment === undefined) return "";
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that somebody chose in such a field, or undefined while it is empty. */
export function fromLocal(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
