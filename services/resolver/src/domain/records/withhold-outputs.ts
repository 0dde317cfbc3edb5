import type { CheckedOutputs } from "./checked-outputs.ts";
import type { SensitiveValue } from "./known-values.ts";
import { namesCredential } from "./scrub/credential-shapes.ts";
import { scrubJson } from "./scrub/scrub-json.ts";
import { type FindSecret, findsSecret } from "./scrub/scrub-text.ts";

/**
 * Withholds the outputs that contain a secret anywhere, in any form that scrubbing knows. Other services get the exact value
 * or nothing: no part is ever replaced, since a value that was not deployed is worse than none. Sensitive values that are no
 * secrets by entropy or reference may be in outputs. Names are kept, unless a name contains a secret of high entropy: that
 * output is withheld under another name.
 */
export async function withholdOutputs(
  reported: Readonly<Record<string, unknown>>,
  values: readonly SensitiveValue[],
  pause: () => Promise<unknown>,
): Promise<CheckedOutputs> {
  const find = findsSecret(values.filter(({ secretBy }) => secretBy !== null));
  const findInName = findsSecret(values.filter(isSecretInNames));
  const standIns = standInsBeside(Object.keys(reported));
  const outputs: [name: string, value: unknown][] = [];
  const withheldOutputs: [name: string, secret: string][] = [];
  for (const [name, value] of Object.entries(reported)) {
    const inName = findInName(name);
    const secret = inName ?? (await secretOf(name, value, find, pause));
    if (secret === undefined) outputs.push([name, value]);
    else withheldOutputs.push([inName === undefined ? name : standIns.next().value, secret]);
  }
  return { outputs: Object.fromEntries(outputs), withheldOutputs: Object.fromEntries(withheldOutputs) };
}

async function secretOf(
  name: string,
  value: unknown,
  find: FindSecret,
  pause: () => Promise<unknown>,
): Promise<string | undefined> {
  return typeof value === "string" && namesCredential(name) ? credential : held(value, find, pause);
}

/** The secret in an output that is named like a credential, or nested too deeply to be searched. */
const credential = "credential";

/** Whether a value is a secret in the name of an output. An ordinary word is none there, even from a secret store. */
function isSecretInNames({ secretBy }: SensitiveValue): boolean {
  return secretBy === "entropy";
}

/** Makes names for outputs whose own names must not be kept. No other output has these names. */
function* standInsBeside(names: readonly string[]): Generator<string, never> {
  const taken = new Set(names);
  for (let number = 1; ; number++) {
    const name = `[name withheld ${number}]`;
    if (!taken.has(name)) yield name;
  }
}

/** Finds the first secret in a JSON value: in a text, in the digits of a number, or in a key. */
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
