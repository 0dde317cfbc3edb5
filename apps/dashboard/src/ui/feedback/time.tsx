import styles from "./time.module.css";

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });
const steps = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long a moment is away, such as `3 hr. ago` or `in 2 days`. */
export function timeAway(at: string, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1_000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return "just now";
}

/** A moment: how long ago, and exactly when in its tooltip. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={exact.format(new Date(at))} className={styles.time}>
      {timeAway(at)}
    </time>
  );
}
