import { Problem } from "@stagepass/contracts";

/** The problem `conflict` for something that was to be created, such as `app storefront`, under a name that is taken. */
export function alreadyExists(what: string, where = ""): Problem {
  return new Problem(
    "conflict",
    `The ${what} exists already${where}. Choose another name, or change that one.`,
  );
}
