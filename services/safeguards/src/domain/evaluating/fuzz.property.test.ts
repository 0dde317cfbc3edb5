import { type Evaluation, Problem, safeParse } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { extent } from "../../../../../test/fuzz/extent.ts";
import { fuzz } from "../../../../../test/fuzz/fuzz.ts";
import { mutatedTexts, mutatedValues, smallJson } from "../../../../../test/fuzz/mutate.ts";
import { declaration, templates, yamlTexts } from "../../../../../test/fuzz/samples.ts";
import { processorMsOf } from "../../../../../test/support/processor-time.ts";
import { makeTarget } from "../../../../../test/support/target.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { findPolicy, policies } from "../policies/registry.ts";
import { settingsViolations } from "../settings/settings-violations.ts";
import { isRecord } from "../template/values/raw.ts";
import { evaluate } from "./evaluate.ts";

// More inputs, and with their time taken: npm run fuzz -- [--runs 1000000] [--seed N]

type Question = Parameters<typeof evaluate>[0];

const target = makeTarget();

/** Custom policies have limits of their own, and nothing to do with templates that are none. */
const builtIn = policies.filter(({ check }) => check === undefined);

const allSafeguards = builtIn.map(({ id, defaultSettings }) => safeguard(id, defaultSettings));

function safeguard(id: string, settings: unknown) {
  return { name: id, safeguard: id, enforcementLevel: "error" as const, settings };
}

function questionAbout(input: Partial<Question["input"]>, safeguards = allSafeguards): Question {
  return {
    safeguards,
    purpose: "deploy",
    unsent: "blocks",
    input: { target, frameworkVersion: "3.39.0", ...input },
  };
}

const maxWorkMs = 100;

/** The answer to a question, or undefined when its template was refused as invalid. Everything else is a fault. */
async function ask(question: Question): Promise<Evaluation | undefined> {
  try {
    return await evaluate(question, ports);
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") return undefined;
    throw error;
  }
}

const workOf = (question: Question) => processorMsOf(() => ask(question));

async function attempt(question: Question): Promise<void> {
  const spent = await workOf(question);
  // The first run may have paid for the collection of garbage and for the compilation of the code.
  if (!extent.isByHand || spent <= maxWorkMs) return;
  const again = [await workOf(question), await workOf(question), await workOf(question)];
  expect(Math.min(...again), "milliseconds, the best of three").toBeLessThanOrEqual(maxWorkMs);
}

/** It only ends what hangs. */
const timeout = 300_000 + extent.runs * 100;
const jsonTexts = templates.map((template) => JSON.stringify(template));
const yaml = [...yamlTexts, ...templates.map((template) => stringify(template))];

for (const [language, texts] of [
  ["JSON", jsonTexts],
  ["YAML", yaml],
] as const) {
  test(`a template in ${language} is evaluated or refused, whatever has become of its text`, {
    timeout,
  }, async () => {
    const inputs = mutatedTexts(texts);
    await fuzz(language, { share: 0.2, inputs }, (template) =>
      attempt(questionAbout({ template, declaration })),
    );
  });
}

test("templates and declarations are evaluated, whatever stands in them", { timeout }, async () => {
  const inputs = fc.record({
    template: mutatedValues(templates).filter(isRecord),
    declaration: mutatedValues([declaration]).filter(isRecord),
  });
  await fuzz("values", { share: 0.35, inputs }, (input) => attempt(questionAbout(input)));
});

test("settings are read or refused, whatever stands in them", { timeout }, async () => {
  const [template = {}] = templates;
  const inputs = fc.constantFrom(...policies.map(({ id }) => id)).chain((id) => {
    const defaultSettings = findPolicy(id)?.defaultSettings;
    const texts = [JSON.stringify(defaultSettings ?? null)];
    const changed = mutatedTexts(texts).map((text) => parseOr(text, defaultSettings));
    const settings = fc.oneof(mutatedValues([defaultSettings]), changed, smallJson);
    return fc.record({ id: fc.constant(id), settings });
  });
  await fuzz("settings", { share: 0.25, inputs }, async ({ id, settings }) => {
    const policy = findPolicy(id);
    const parsed = policy && safeParse(policy.settings, settings);
    if (parsed?.success === false) {
      expect(settingsViolations(parsed.error, ["settings"])).not.toEqual([]);
    } else if (builtIn.some((policy) => policy.id === id)) {
      await attempt(questionAbout({ template, declaration }, [safeguard(id, settings)]));
    }
  });
});

function parseOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
