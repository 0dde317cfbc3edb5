import type { ChosenProfile, ChosenProvider, Explanation, ParameterOrigin } from "@stagepass/contracts";

/** What a deploy gets, or the problem with which it is refused, in the words of the golden set. */
export type Told =
  | { readonly problem: string }
  | {
      /** Such as `prod by stage`. */
      readonly profile: string | null;
      /** Such as `role of aws by service`, `keys of partner by org`, `role of the profile` or `none`. */
      readonly credentials: string;
      /** Such as `KEY of instance over service`. */
      readonly parameters: readonly string[];
    };

interface Credentials {
  readonly roleArn: string | null;
}

/** An answer of resolving that was not blocked. */
interface Resolved {
  readonly profile: ChosenProfile | null;
  readonly provider: ChosenProvider | null;
  readonly credentials: Credentials | null;
  readonly parameters: readonly ParameterOrigin[];
}

/** What an answer of resolving says. */
export function toldByResolve({ profile, provider, credentials, parameters }: Resolved): Told {
  const kind = credentials === null ? "none" : credentials.roleArn === null ? "static-keys" : "role";
  return {
    profile: profileText(profile),
    credentials: credentialsText(kind, provider),
    parameters: parameters.map((each) => originText(each)),
  };
}

/** What an explanation says. */
export function toldByExplain({ profile, credentials, parameters, problem }: Explanation): Told {
  if (problem !== null) return { problem: problem.code };
  if (credentials.chosen === null) throw new Error("Without a problem there is a plan.");
  return {
    profile: profileText(profile.chosen),
    credentials: credentialsText(credentials.chosen.kind, credentials.chosen.provider),
    parameters: parameters.flatMap(({ key, source, overrides }) =>
      source === null ? [] : [originText({ key, source, overrides })],
    ),
  };
}

function profileText(profile: ChosenProfile | null): string | null {
  return profile && `${profile.name} by ${profile.matchedBy}`;
}

function credentialsText(kind: "none" | "static-keys" | "role", provider: ChosenProvider | null): string {
  if (kind === "none") return "none";
  if (provider === null) return "role of the profile";
  return `${kind === "role" ? "role" : "keys"} of ${provider.name} by ${provider.level}`;
}

function originText({ key, source, overrides }: ParameterOrigin): string {
  return `${key} of ${source}${overrides.length === 0 ? "" : ` over ${overrides.join(", ")}`}`;
}
