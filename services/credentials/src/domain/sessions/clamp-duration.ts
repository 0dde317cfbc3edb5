/**
 * The longest session, in seconds, of a role that is assumed with a session of another role. AWS calls this role
 * chaining.
 */
export const chainedMaxSeconds = 3_600;

const minSeconds = 900;
const maxSeconds = 43_200;

/**
 * Limits a requested duration, in seconds, to what AWS can accept. A longer request would fail.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 */
export function clampDuration(requestedSeconds: number, isChained: boolean): number {
  const most = isChained ? chainedMaxSeconds : maxSeconds;
  return Math.min(Math.max(requestedSeconds, minSeconds), most);
}
