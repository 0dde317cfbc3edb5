import { jsonPath, Safeguard, type Violation, violationsOf } from "@stagepass/contracts";

/** What is wrong with a safeguard, by its field as a JSON path without `$.`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What the rules of the contracts say about a safeguard, and whether its name is free. */
export function checkSafeguard(safeguard: Safeguard, otherNames: readonly string[]): FieldError[] {
  const { error } = Safeguard.safeParse(safeguard);
  const errors = error === undefined ? [] : violationsOf(error).map(toFieldError(jsonPath([])));
  if (!otherNames.includes(safeguard.name)) return errors;
  return [...errors, { field: "name", message: "is the name of another safeguard of this profile" }];
}

/** What the server says about the only safeguard that was tried. */
export function errorsOfTried(violations: readonly Violation[]): FieldError[] {
  return violations
    .filter(({ path }) => path.startsWith("$.safeguards[0]"))
    .map(toFieldError("$.safeguards[0]"));
}

const toFieldError =
  (root: string) =>
  ({ path, message }: Violation): FieldError => ({
    field: path.slice(root.length).replace(/^\./, ""),
    message,
  });

/**
 * The messages at a field. `fields` are those that have places of their own, so that what is said about a part without a
 * place, such as one of the names in a list, is said at the nearest field around it.
 */
export function errorAt(
  errors: readonly FieldError[],
  field: string,
  fields: readonly string[],
): string | undefined {
  const isInside = (path: string, outer: string) =>
    path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
  const messages = errors
    .filter(({ field: path }) => {
      const nearest = fields.filter((each) => isInside(path, each)).sort((a, b) => b.length - a.length)[0];
      return nearest === field;
    })
    .map(({ field: path, message }) => {
      const part = path.slice(field.length).replace(/^\./, "");
      return part === "" ? message : `${part} ${message}`;
    });
  return messages.length === 0 ? undefined : messages.join(". ");
}
