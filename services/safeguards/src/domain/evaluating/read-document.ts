import { type evaluate, type Input, invalidInput, jsonPath } from "@stagepass/contracts";
import type { PolicyDocument } from "../policies/definition/policy-document.ts";
import { parseTemplate } from "../template/parse-template.ts";
import type { ReadYaml } from "../template/parse-text.ts";
import { readResources } from "../template/resources.ts";
import { unreadableTransform } from "../template/transforms.ts";
import { readTemplateValues } from "../template/values/template-values.ts";

/** The path of the evaluated input in the body that the caller sent. The paths of its violations begin with it. */
export type InputAt = readonly PropertyKey[];

/** When the evaluation began, the path of its input, and a function that reads YAML. */
export interface Reading {
  readonly startedAt: Date;
  readonly inputAt: InputAt;
  readonly readYaml: ReadYaml;
}

/**
 * The document that policies see. Throws `invalid` for text that is no template, and for `empty` without a template, or
 * with a template that has resources.
 */
export async function readDocument(
  { template, empty = false, ...input }: Input<typeof evaluate>["input"],
  { startedAt, inputAt, readYaml }: Reading,
): Promise<PolicyDocument> {
  const document = { ...input, now: input.now ?? startedAt.toISOString() };
  const refuse = (message: string) => invalidInput([{ path: jsonPath([...inputAt, "empty"]), message }]);
  if (template === undefined) {
    if (empty) throw refuse(nothingToSayItOf);
    return document;
  }
  const templateAt = [...inputAt, "template"];
  const parsed = await parseTemplate(template, templateAt, readYaml);
  // Some tools leave out `Resources` of a stack that has none.
  const resources = readResources(empty ? { Resources: {}, ...parsed } : parsed, templateAt);
  if (empty && resources.length > 0) throw refuse(notEmpty(resources.length));
  return {
    ...document,
    resources,
    emptyOnPurpose: empty,
    templateValues: readTemplateValues(parsed),
    unreadableTransform: unreadableTransform(parsed),
  };
}

const nothingToSayItOf =
  "says that the template is empty, and no template was sent: send it, or leave this out";

function notEmpty(count: number): string {
  return `says that the template is empty, and it has ${count === 1 ? "a resource" : `${count} resources`}: leave this out`;
}
