import { readFile } from "node:fs/promises";
import { natsUsers } from "@stagepass/contracts";
import { ConfigError, storingServices } from "@stagepass/runtime";
import { expect, test } from "vitest";
import { makeSecrets } from "../../deploy/src/make-secrets.ts";
import { readProvisionConfig } from "../../deploy/src/provision-config.ts";

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
const base = await read("docker-compose.yml");
const override = await read("docker-compose.aws.yml");

/** Returns the variables that a compose file reads, each with all its defaults. */
function variablesIn(file: string): Map<string, Set<string>> {
  const variables = new Map<string, Set<string>>();
  for (const [, name = "", value = ""] of file.matchAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g)) {
    variables.set(name, (variables.get(name) ?? new Set()).add(value));
  }
  return variables;
}

const defaults = Object.fromEntries([...variablesIn(base)].map(([name, [value = ""]]) => [name, value]));

function violationsOf(env: Record<string, string>): readonly string[] {
  try {
    readProvisionConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.violations;
    throw error;
  }
}

test("a variable has the same default wherever docker-compose.yml reads it", () => {
  for (const [name, values] of variablesIn(base)) expect([name, values.size]).toEqual([name, 1]);
});

test(".env.example has every variable that the compose files read, and no other", async () => {
  const passedOn = [...override.matchAll(/^ +([A-Z_]+):$/gm)].map(([, name = ""]) => name);
  const known = new Set([...variablesIn(base).keys(), ...variablesIn(override).keys(), ...passedOn]);
  const shown = [...(await read(".env.example")).matchAll(/^#?([A-Z_0-9]+)=/gm)].map(([, name = ""]) => name);
  expect(shown.sort()).toEqual([...known].sort());
});

test("every default secret in docker-compose.yml is listed as public", () => {
  const secrets = Object.keys(defaults).filter((name) => /PASSWORD|KEYRING|OPERATOR_KEY/.test(name));
  expect(readProvisionConfig(defaults).publicDefaults.toSorted()).toEqual(secrets.sort());
});

test("a public secret is a violation when the configuration says that the secrets are private", () => {
  expect(violationsOf({ ...defaults, STAGEPASS_SECRETS_ARE_MY_OWN: "yes" })).toContain(
    "POSTGRES_PASSWORD is still the public default",
  );
});

test("the configuration of the containers reports all violations at once", () => {
  const violations = violationsOf({ POSTGRES_PASSWORD: "with/slash/es", STAGEPASS_SECRETS_ARE_MY_OWN: "no" });
  expect(violations).toHaveLength(natsUsers.length + storingServices.length + 4);
  expect(violations[0]).toMatch(/^POSTGRES_PASSWORD must be at least 12/);
  expect(violations).toContainEqual(expect.stringMatching(/^SUBSCRIBER_NATS_PASSWORD /));
});

test("the generated secrets are a complete .env without public secrets and without the operator's key", () => {
  const { environmentFile, operatorKey } = makeSecrets();
  const lines = environmentFile.split("\n").filter((line) => /^\w+=/.test(line));
  const made = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  expect(readProvisionConfig(made).publicDefaults).toEqual([]);
  expect(environmentFile).not.toContain(operatorKey);
  expect(makeSecrets().environmentFile).not.toBe(environmentFile);
});
