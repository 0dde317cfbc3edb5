import type { JudgedOutputs } from "./checked-outputs.ts";
import type { SensitiveValue } from "./known-values.ts";
import { namesCredential } from "./scrub/credential-shapes.ts";
import { scrubJson } from "./scrub/scrub-json.ts";
import { type FindSecret, findsSecret } from "./scrub/scrub-text.ts";

/**
 * Takes out the outputs that hold a secret anywhere, in any form that scrubbing knows. What others are given is the very
 * value or nothing: no part is ever replaced, since a text that is not what was deployed is worse than none. Values that
 * are no secrets by entropy or reference may stand in outputs. Names stay, but for one with a secret of high entropy in
 * it: its output is withheld as well, under another name. The deploy has happened by now, and is put on record.
 */
export async function withholdOutputs(
  reported: Readonly<Record<string, unknown>>,
  values: readonly SensitiveValue[],
  pause: () => Promise<unknown>,
): Promise<JudgedOutputs> {
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

/** What is named like a credential, or nested too deeply to be looked through. */
const credential = "credential";

/** A name is announced and listed. That of an ordinary word is nobody's secret, whatever is kept in a secret store. */
function isSecretInNames({ secretBy }: SensitiveValue): boolean {
  return secretBy === "entropy";
}

/** Names for outputs whose own must not be kept, none of which another output has. */
function* standInsBeside(names: readonly string[]): Generator<string, never> {
  const taken = new Set(names);
  for (let number = 1; ; number++) {
    const name = `[name withheld ${number}]`;
    if (!taken.has(name)) yield name;
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
