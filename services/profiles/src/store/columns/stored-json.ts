import {
  AccessRole,
  OrgClients,
  ProfileClients,
  Safeguard,
  SecretReference,
  SsmReference,
} from "@stagepass/contracts";
import { z } from "zod";

// Schemas of stored JSON. They keep fields that they do not know: an operator who goes back to this release from a
// later one, and saves a version, must not lose what the later one added.

export const StoredRole = AccessRole.loose();
export const StoredSafeguards = z.array(Safeguard.loose());

/**
 * A reference to a value in AWS. A release that knows only Secrets Manager demands a `secretId`, so it fails on a
 * reference into Parameter Store and never takes it for something else.
 */
export const StoredReference = z.union([SecretReference.loose(), SsmReference.loose()]);

export const StoredProfileClients = ProfileClients.loose();
export const StoredOrgClients = OrgClients.loose();
