import { mistakesOf, type NatsUser } from "@stagepass/contracts";
import { ConfigError, type Environment, type StoringService } from "@stagepass/runtime";
import { z } from "zod";
import { listPublicDefaults } from "./public-defaults.ts";

const password = z
  .string()
  .regex(
    /^[\w.~-]{12,}$/,
    "must be at least 12 of the characters A-Z a-z 0-9 . _ ~ -, since it stands in URLs",
  );

/** The environment of the one-shot container that provisions the others. */
const Config = z.object({
  POSTGRES_HOST: z.string().default("postgres"),
  POSTGRES_PASSWORD: password,
  PROFILES_DATABASE_PASSWORD: password,
  RESOLVER_DATABASE_PASSWORD: password,
  CREDENTIALS_DATABASE_PASSWORD: password,
  PROFILES_NATS_PASSWORD: password,
  RESOLVER_NATS_PASSWORD: password,
  CREDENTIALS_NATS_PASSWORD: password,
  SAFEGUARDS_NATS_PASSWORD: password,
  SUBSCRIBER_NATS_PASSWORD: password,
  /** Checked by the profiles service; here only whether they are the public ones. */
  STAGEPASS_KEYRING: z.string(),
  STAGEPASS_OPERATOR_KEY_SHA256: z.string(),
  /** `yes` makes a secret that is still a public default a mistake. */
  STAGEPASS_SECRETS_ARE_MY_OWN: z.enum(["yes", ""], 'must be "yes", or empty').default(""),
});

export interface ProvisionConfig {
  readonly superuserUrl: string;
  readonly databasePasswords: Readonly<Record<StoringService, string>>;
  readonly natsPasswords: Readonly<Record<NatsUser, string>>;
  /** The variables that have a value which stands in the repository, so that anyone knows it. */
  readonly publicDefaults: readonly string[];
}

/** What the other containers are to be provisioned with. Throws `ConfigError` with all mistakes. */
export function readProvisionConfig(env: Environment): ProvisionConfig {
  const { data, error } = Config.safeParse(env);
  if (error !== undefined) {
    throw new ConfigError(mistakesOf(error).map(({ path, message }) => `${path.slice(2)} ${message}`));
  }
  const publicDefaults = listPublicDefaults(data);
  if (data.STAGEPASS_SECRETS_ARE_MY_OWN === "yes" && publicDefaults.length > 0) {
    throw new ConfigError(publicDefaults.map((name) => `${name} is still the public default`));
  }
  return {
    superuserUrl: `postgres://postgres:${data.POSTGRES_PASSWORD}@${data.POSTGRES_HOST}/postgres`,
    databasePasswords: {
      profiles: data.PROFILES_DATABASE_PASSWORD,
      resolver: data.RESOLVER_DATABASE_PASSWORD,
      credentials: data.CREDENTIALS_DATABASE_PASSWORD,
    },
    natsPasswords: {
      profiles: data.PROFILES_NATS_PASSWORD,
      resolver: data.RESOLVER_NATS_PASSWORD,
      credentials: data.CREDENTIALS_NATS_PASSWORD,
      safeguards: data.SAFEGUARDS_NATS_PASSWORD,
      subscriber: data.SUBSCRIBER_NATS_PASSWORD,
    },
    publicDefaults,
  };
}
