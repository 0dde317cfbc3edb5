import { type KnownTarget, Problem } from "@stagepass/contracts";

/** Makes the problem `missing-parameter`, which names the keys, the target, and where they can be set. */
export function missingParameter(
  { app, stage, service, region }: KnownTarget,
  keys: readonly string[],
): Problem {
  const which = keys.length === 1 ? `the parameter ${keys[0]}` : `the parameters ${keys.join(", ")}`;
  const where = region === undefined ? "" : ` in ${region}`;
  return new Problem(
    "missing-parameter",
    `Every deploy of the service ${JSON.stringify(service)} of ${app} must find ${which}, and the stage ` +
      `${JSON.stringify(stage)}${where} does not. Set what is missing where the app takes its parameters from, or take ` +
      "it off the service's requiredParameters.",
  );
}
