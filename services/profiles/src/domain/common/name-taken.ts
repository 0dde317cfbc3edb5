import { Problem } from "@stagepass/contracts";

/** The problem `conflict` for a new name, such as that of `app shop`, and the reason why it cannot be had. */
export function nameTaken(what: string, because: string): Problem {
  return new Problem("conflict", `Nothing can be renamed to the ${what}: ${because}. Choose another name.`);
}

/** Why a name that something had before is not given again: the records of deploys would tell of two things by one name. */
export const wasUsed = "the name was used before, and the records of that time are kept under it";
