/**
 * Runs something while the clock of this process stands still. The engine asks it for the time and seeds its random
 * numbers with it, so that a policy always answers the same for the same deploy.
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
