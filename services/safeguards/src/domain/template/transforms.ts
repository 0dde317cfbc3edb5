import { isRecord } from "./values/raw.ts";

/**
 * Transforms of AWS that add no resources from elsewhere, and make of each resource what it says:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
const known =
  /^AWS::(Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-[\d-]+|ServiceCatalog)$/;

/** The name of a transform that may bring or change any resource, so that the template is not what is deployed. */
export function unreadableTransform(template: Readonly<Record<string, unknown>>): string | undefined {
  const { Transform: transform } = template;
  const transforms: unknown[] = Array.isArray(transform) ? transform : [transform ?? []].flat();
  if (template["Fn::Transform"] !== undefined) transforms.push(template["Fn::Transform"]);
  return transforms.map(nameOf).find((name) => !known.test(name));
}

function nameOf(transform: unknown): string {
  const name = isRecord(transform) ? transform["Name"] : transform;
  return typeof name === "string" ? name : "without a name";
}
