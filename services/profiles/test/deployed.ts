import { type KnownTarget, open, plan, readSecrets } from "@stagepass/contracts";
import type { ProfilesUnderTest } from "./profiles-under-test.ts";

/** What a deploy of a target gets, with its values: as the resolver plans and opens it, without evaluating anything. */
export async function deployed({ bus }: Pick<ProfilesUnderTest, "bus">, target: Required<KnownTarget>) {
  bus.answer(readSecrets, ({ references, accessRole }) => ({
    values: references.map(({ key, reference }) => ({
      key,
      value: `${JSON.stringify(reference)} read with ${accessRole.roleArn}`,
    })),
  }));
  const { profile, accessRole, origins } = await bus.ask(plan, { target });
  const { parameters } = await bus.ask(open, {
    target,
    deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    ...(profile !== null && { profile: { name: profile.name, version: profile.version } }),
    ...(origins !== undefined && { origins: { ...origins, accessRole } }),
  });
  return {
    profile: profile?.name ?? null,
    accessRole,
    // In which order a deploy gets them says nothing.
    parameters: parameters
      .map(({ key, value, sensitive, referenced }) => ({ key, value, sensitive, referenced }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  };
}
