import { type ChosenProvider, type KnownTarget, type ParameterOrigin, Problem } from "@stagepass/contracts";
import { instanceName, serviceName } from "./names.ts";

/**
 * Makes the problem `secret-not-readable` for a reference of a deploy that gets no role. It names the key, where it is set,
 * and what the deploy gets instead: the static keys of a provider, or nothing.
 */
export function noRoleToRead(
  target: KnownTarget,
  { key, source }: Pick<ParameterOrigin, "key" | "source">,
  provider: Pick<ChosenProvider, "name" | "level"> | null,
): Problem {
  const places = {
    instance: `on the ${instanceName(target)}`,
    service: `on the ${serviceName(target)}`,
    profile: "in the profile",
  };
  const linked = { instance: "linked to the instance", service: "linked to the service", org: "the default" };
  const gets =
    provider === null
      ? "and the deploy gets no credentials"
      : `and the deploy gets the static keys of the provider ${provider.name}, which is ${linked[provider.level]}`;
  return new Problem(
    "secret-not-readable",
    `The parameter ${key}, which is set ${places[source]}, refers to a value in AWS. It is read with the role of the deploy, ` +
      `${gets}. Link a provider with a role, or store the value here.`,
  );
}
