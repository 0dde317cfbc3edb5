import { AccessRole, OrgClients, ProfileClients, Safeguard, SecretReference } from "@stagepass/contracts";
import { z } from "zod";

// Schemas of stored JSON. They keep fields that they do not know: an operator who goes back to this release from a
// later one, and saves a version, must not lose what the later one added.

export const StoredRole = AccessRole.loose();
export const StoredSafeguards = z.array(Safeguard.loose());
export const StoredReference = SecretReference.loose();
export const StoredProfileClients = ProfileClients.loose();
export const StoredOrgClients = OrgClients.loose();
