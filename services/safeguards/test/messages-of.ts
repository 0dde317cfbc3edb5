import type { Policy } from "../src/domain/policies/definition/policy.ts";
import type { PolicyDocument } from "../src/domain/policies/definition/policy-document.ts";
import { noSandbox } from "./no-sandbox.ts";

/** What a built-in policy says about a document. The settings are as people write them, and must fit. */
export async function messagesOf(
  policy: Policy,
  document: PolicyDocument,
  settings?: unknown,
): Promise<string[]> {
  const violations = await policy.evaluate(document, policy.settings.parse(settings), noSandbox);
  return violations.map(({ message }) => message);
}
