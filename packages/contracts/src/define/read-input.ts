import { z } from "zod";
import { Problem } from "../problems/problem.ts";
import { type Input, ownerOf, type RequestContract } from "./define.ts";
import { parseKnown, unknownFieldsOf } from "./parse-known.ts";

/**
 * The input of a request as it was sent, which a later release may have sent. Throws `unavailable` for fields that are
 * not known and must not be dropped: another replica may know them. Throws a `ZodError` for all else that does not fit.
 */
export function readInput<C extends RequestContract>(contract: C, sent: unknown): Input<C> {
  try {
    const input =
      contract.unknownFields === "dropped" ? parseKnown(contract.input, sent) : contract.input.parse(sent);
    return input as Input<C>; // parsing forgets which contract the schema belongs to
  } catch (error) {
    const isOfLaterRelease = error instanceof z.ZodError && unknownFieldsOf(error) !== undefined;
    throw isOfLaterRelease ? notUpdated(contract, error) : error;
  }
}

function notUpdated(contract: RequestContract, cause: unknown): Problem {
  const part = ownerOf(contract);
  const detail = `The ${part} service is of an earlier release than what asks it. Try again once all services are updated.`;
  return new Problem("unavailable", detail, { part, cause });
}
