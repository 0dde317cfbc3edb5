import { type NatsUser, natsUsers, violationsOf } from "@stagepass/contracts";
import { ConfigError, type Environment, type StoringService, storingServices } from "@stagepass/runtime";
import { z } from "zod";
import { databasePasswordName, natsPasswordName } from "./password-names.ts";
import { listPublicDefaults } from "./public-defaults.ts";

const password = z
  .string()
  .regex(
    /^[\w.~-]{12,}$/,
    "must be at least 12 of the characters A-Z a-z 0-9 . _ ~ -, since it stands in URLs",
  );

function passwordsNamed<N extends string>(names: readonly N[]) {
  return byName(names, () => password);
}

/** Makes a value for each name. */
function byName<N extends string, T>(names: readonly N[], make: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, T>; // Object.fromEntries forgets the literal keys
}

/** The environment of the container that provisions the others and then ends. */
const Config = z.object({
  POSTGRES_HOST: z.string().default("postgres"),
  POSTGRES_PASSWORD: password,
  ...passwordsNamed(storingServices.map(databasePasswordName)),
  ...passwordsNamed(natsUsers.map(natsPasswordName)),
  /** The profiles service checks this and the next one. Here, they are only compared with the public defaults. */
  STAGEPASS_KEYRING: z.string(),
  STAGEPASS_OPERATOR_KEY_SHA256: z.string(),
  /** With `yes`, secrets must not be public defaults. */
  STAGEPASS_SECRETS_ARE_MY_OWN: z.enum(["yes", ""], 'must be "yes", or empty').default(""),
});

/** What the other containers are provisioned with. */
export interface ProvisionConfig {
  readonly superuserUrl: string;
  readonly databasePasswords: Readonly<Record<StoringService, string>>;
  readonly natsPasswords: Readonly<Record<NatsUser, string>>;
  /** The names of the variables whose values are public defaults, which are in the repository. */
  readonly publicDefaults: readonly string[];
}

/** Reads what the other containers are provisioned with. Throws `ConfigError` with all violations. */
export function readProvisionConfig(env: Environment): ProvisionConfig {
  const { data, error } = Config.safeParse(env);
  if (error !== undefined) {
    throw new ConfigError(violationsOf(error).map(({ path, message }) => `${path.slice(2)} ${message}`));
  }
  const publicDefaults = listPublicDefaults(data);
  if (data.STAGEPASS_SECRETS_ARE_MY_OWN === "yes" && publicDefaults.length > 0) {
    throw new ConfigError(publicDefaults.map((name) => `${name} is still the public default`));
  }
  return {
    superuserUrl: `postgres://postgres:${data.POSTGRES_PASSWORD}@${data.POSTGRES_HOST}/postgres`,
    databasePasswords: byName(storingServices, (service) => data[databasePasswordName(service)]),
    natsPasswords: byName(natsUsers, (user) => data[natsPasswordName(user)]),
    publicDefaults,
  };
}
