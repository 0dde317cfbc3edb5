/**
 * Runs something for which the time stands still. The engine asks this process for the time and seeds its random numbers
 * with it, so that a policy gives the same answer whenever it evaluates the same deploy.
 */
export function atMoment<T>(moment: Date, run: () => T): T {
  const { now } = Date;
  const fixed = moment.getTime();
  Date.now = () => fixed;
  try {
    return run();
  } finally {
    Date.now = now;
  }
}
