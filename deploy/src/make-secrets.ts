import { createHash, randomBytes } from "node:crypto";
import { natsUsers } from "@stagepass/contracts";
import { storingServices } from "@stagepass/runtime";
import { databasePasswordName, natsPasswordName } from "./password-names.ts";

interface MadeSecrets {
  /** The text of an `.env` file, which has the operator's key only as a digest. */
  readonly environmentFile: string;
  readonly operatorKey: string;
}

const passwordNames = [
  "POSTGRES_PASSWORD",
  ...storingServices.map(databasePasswordName),
  ...natsUsers.map(natsPasswordName),
];

/** Makes random secrets for a whole stack. */
export function makeSecrets(): MadeSecrets {
  const operatorKey = `sp_${randomBytes(32).toString("base64url")}`;
  const environmentFile = `# The secrets of this Stagepass. Keep a copy in a safe place: without STAGEPASS_KEYRING, nobody can read the
# parameters in the database. What each variable means: .env.example
STAGEPASS_SECRETS_ARE_MY_OWN=yes
STAGEPASS_KEYRING=${new Date().getUTCFullYear()}:${randomBytes(32).toString("base64")}
STAGEPASS_OPERATOR_KEY_SHA256=${createHash("sha256").update(operatorKey).digest("hex")}
${passwordNames.map((name) => `${name}=${randomBytes(24).toString("base64url")}`).join("\n")}
`;
  return { environmentFile, operatorKey };
}
