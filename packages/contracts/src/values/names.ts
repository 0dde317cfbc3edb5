import { z } from "zod";
import { plainText } from "./plain-text.ts";

/** The names of the services. The subject of a request or an event begins with the name of the service that owns it. */
export const ServiceId = z.enum(["profiles", "resolver", "credentials", "safeguards", "legacy"]);
export type ServiceId = z.infer<typeof ServiceId>;

/** The name of an organization, which is a tenant. The existing Serverless Framework clients enforce the same rule. */
export const OrgName = z
  .string()
  .regex(/^[a-z0-9]{5,39}$/, "must be 5 to 39 lower-case letters or digits, such as acmecorp");

/** The rule for names that people choose for profiles, applications and providers. */
const kebabName = () =>
  z
    .string()
    .max(128, "must be at most 128 characters")
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      "must be kebab-case: lower-case letters and digits in words joined by single hyphens, such as eu-prod",
    );

/** The name of a deployment profile. */
export const ProfileName = kebabName();
/** The name of a provider. */
export const ProviderName = kebabName();
/** The name of an application. */
export const AppName = kebabName();

/**
 * A stage is free text, since existing clients ask before they have resolved their variables: for text such as
 * `${opt:stage, 'dev'}` the default profile applies, and the request is not rejected.
 */
export const StageName = freeText(256);

/** The name of a deployable of an application, as the deploying tool knows it. */
export const ServiceName = freeText(128);

/** An AWS region. Only its form is checked, because AWS adds regions faster than any list of them is released. */
export const Region = z
  .string()
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "must be an AWS region, such as eu-central-1");

/** A description that people read. */
export const Description = plainText(1024);

function freeText(maxLength: number) {
  return plainText(maxLength).min(1, "must not be empty");
}
