import { invalidInput } from "@stagepass/contracts";
import type { JudgedOutputs } from "./judged-outputs.ts";
import type { SensitiveValue } from "./known-values.ts";
import { namesCredential } from "./scrub/credential-shapes.ts";
import { scrubJson } from "./scrub/scrub-json.ts";
import { type FindSecret, findsSecret } from "./scrub/scrub-text.ts";

/**
 * Takes out the outputs that hold a secret anywhere, in any form that scrubbing knows. What others are given is the very
 * value or nothing: no part is ever replaced, since a text that is not what was deployed is worse than none. Values that
 * are no secrets by entropy or reference may stand in outputs. Names stay; throws `invalid` where one has a secret of
 * high entropy in it.
 */
export async function withholdOutputs(
  reported: Readonly<Record<string, unknown>>,
  values: readonly SensitiveValue[],
  pause: () => Promise<unknown>,
): Promise<JudgedOutputs> {
  demandPlainNames(Object.keys(reported), values);
  const find = findsSecret(values.filter(({ secretBy }) => secretBy !== null));
  const outputs: [name: string, value: unknown][] = [];
  const withheldOutputs: [name: string, secret: string][] = [];
  for (const [name, value] of Object.entries(reported)) {
    const secret =
      typeof value === "string" && namesCredential(name) ? credential : await held(value, find, pause);
    if (secret === undefined) outputs.push([name, value]);
    else withheldOutputs.push([name, secret]);
  }
  return { outputs: Object.fromEntries(outputs), withheldOutputs: Object.fromEntries(withheldOutputs) };
}

/** What is named like a credential, or nested too deeply to be looked through. */
const credential = "credential";

/** A name is announced and listed. That of an ordinary word is nobody's secret, whatever is kept in a secret store. */
function demandPlainNames(names: readonly string[], values: readonly SensitiveValue[]): void {
  const find = findsSecret(values.filter(({ secretBy }) => secretBy === "entropy"));
  for (const name of names) {
    const secret = find(name);
    if (secret === undefined) continue;
    throw invalidInput([{ path: "$.outputs", message: `must have no name with a secret in it (${secret})` }]);
  }
}

/** The first secret in a JSON value: in a text, a number's digits, a key. */
async function held(
  value: unknown,
  find: FindSecret,
  pause: () => Promise<unknown>,
): Promise<string | undefined> {
  let found: string | undefined;
  const look = (text: string) => {
    found ??= find(text);
    return text;
  };
  const kept = await scrubJson(value, look, pause);
  return found ?? (kept === value ? undefined : credential);
}
