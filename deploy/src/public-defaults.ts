import { createHash } from "node:crypto";

/** The operator's key of a stack without secrets of its own. */
export const publicOperatorKey = "sp_local-only-operator-key";

/** A part of every other default secret in docker-compose.yml. */
const mark = "local-only";

/** The names of the secrets that are still the public defaults in docker-compose.yml. */
export function listPublicDefaults(secrets: Readonly<Record<string, string>>): string[] {
  const operatorDigest = createHash("sha256").update(publicOperatorKey).digest("hex");
  return Object.entries(secrets)
    .filter(([, value]) => value.includes(mark) || value === operatorDigest)
    .map(([name]) => name);
}

/** The warning for a stack that runs with public secrets. */
export function publicDefaultsWarning(names: readonly string[]): string {
  const line = "!".repeat(100);
  return `
${line}
!!  THESE SECRETS ARE PUBLIC: ${names.length} of them are the defaults of docker-compose.yml, which anyone can read.
!!  Good for a look on this machine, and for nothing else. Make your own before you store anything:
!!  docs/compose.md, "Secrets of your own".
!!
${names.map((name) => `!!    ${name}`).join("\n")}
${line}
`;
}
