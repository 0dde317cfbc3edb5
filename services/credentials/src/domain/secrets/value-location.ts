import type { ValueReference } from "@stagepass/contracts";
import { locateSecret, type SecretLocation } from "./secret-location.ts";
import { locateSsm, type SsmLocation } from "./ssm-location.ts";

/** Where a value is in AWS: in a secret, or in a parameter of SSM Parameter Store. */
export type ValueLocation = SecretLocation | SsmLocation;

/** Locates what a reference means, as {@link locateSecret} and {@link locateSsm} do. */
export function locateValue(
  reference: ValueReference,
  roleArn: string,
  targetRegion: string | undefined,
): ValueLocation | undefined {
  return "secretId" in reference
    ? locateSecret(reference, roleArn, targetRegion)
    : locateSsm(reference, roleArn, targetRegion);
}

/** Whether a location is that of a secret. */
export function isSecret(location: ValueLocation): location is SecretLocation {
  return "secretId" in location;
}

/** Whether a location is that of a parameter of SSM Parameter Store. */
export function isSsm(location: ValueLocation): location is SsmLocation {
  return !isSecret(location);
}

/** Returns a text that is equal for references to the same version of the same value, so that it is read once. */
export function identityOf(location: ValueLocation): string {
  return JSON.stringify(
    isSecret(location)
      ? ["secret", location.secretId, location.versionStage]
      : ["ssm", location.name, location.selector],
  );
}
