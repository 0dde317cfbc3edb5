import type { DocumentText } from "./document-text.ts";
import { evaluateExpression } from "./expression/evaluate.ts";
import { evaluateJavascript } from "./javascript/evaluate.ts";

/** Loads and runs every part of both engines, so that the first policy does not wait for it. */
export async function warmUp(): Promise<void> {
  evaluateExpression({ engine: "expression", source: expression }, document, () => {});
  await evaluateJavascript({ engine: "javascript", source: javascript }, document, () => {});
}

const document: DocumentText = {
  facts: { target: { stage: "dev" }, now: "2026-01-01T00:00:00Z", frameworkVersion: "4.0.0" },
  declaration: '{"service":"warm-up"}',
  resources: '[{"logicalId":"A","type":"AWS::S3::Bucket","body":{"Type":"AWS::S3::Bucket"}}]',
};
const expression = 'resources.all(r, r.type.startsWith("AWS::")) && declaration.service.matches("^w")';
const javascript = 'jsonata("declaration[service=\\"warm-up\\"]") && Object.keys(compiled).length > 0';
