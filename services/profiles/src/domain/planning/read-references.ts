import { type AssumableRole, type Input, type Output, Problem, type readSecrets } from "@stagepass/contracts";

/** What reading references needs from outside. */
export interface ReferencePorts {
  readSecrets(request: Input<typeof readSecrets>): Promise<Output<typeof readSecrets>>;
}

/** References that a deploy reads, and the role that it reads them with. */
export interface References extends Omit<Input<typeof readSecrets>, "accessRole"> {
  readonly accessRole: AssumableRole | null;
}

/**
 * Reads references with the role that the deploy gets, and never with Stagepass's own identity: whoever names a secret
 * must be able to read it. Returns the values by key. Throws `secret-not-readable` where the deploy gets no role.
 */
export async function readReferences(
  ports: ReferencePorts,
  { target, deploymentId, accessRole, references }: References,
): Promise<ReadonlyMap<string, string>> {
  const [first] = references;
  if (first === undefined) return new Map();
  if (accessRole === null) throw unreadable(first.key);
  const { values } = await ports.readSecrets({
    target,
    deploymentId,
    accessRole,
    references: [...references],
  });
  return new Map(values.map(({ key, value }) => [key, value]));
}

function unreadable(key: string): Problem {
  return new Problem(
    "secret-not-readable",
    `The parameter ${key} refers to a value in AWS, which is read with the role of the deploy, and this deploy gets no ` +
      "role. Give the profile an accessRole or link a provider with one, or store the value here.",
  );
}
