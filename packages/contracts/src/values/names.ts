import { z } from "zod";
import { plainText } from "./plain-text.ts";

/** The services, which are also the first token of every subject that they own. */
export const ServiceId = z.enum(["profiles", "resolver", "credentials", "safeguards", "legacy"]);
export type ServiceId = z.infer<typeof ServiceId>;

/** An organization: the tenant. The rule is the one that the existing Serverless Framework clients enforce. */
export const OrgName = z
  .string()
  .regex(/^[a-z0-9]{5,39}$/, "must be 5 to 39 lower-case letters or digits, such as acmecorp");

/** The rule for names that people choose for profiles and applications. */
const KebabName = z
  .string()
  .max(128, "must be at most 128 characters")
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "must be kebab-case: lower-case letters and digits in words joined by single hyphens, such as eu-prod",
  );

export const ProfileName = KebabName;
export const AppName = KebabName;

/**
 * A stage is free text: existing clients ask before they have resolved variables and send text such as
 * `${opt:stage, 'dev'}`, which must find the default profile and not a refusal.
 */
export const StageName = freeText(256);

/** The name of a deployable of an application, as the deploying tool knows it. */
export const ServiceName = freeText(128);

/** An AWS region by its form, since regions are added faster than lists of them are released. */
export const Region = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "must be an AWS region, such as eu-central-1");

/** A description that people read. */
export const Description = plainText(1024);

function freeText(maxLength: number) {
  return plainText(maxLength).min(1, "must not be empty");
}
