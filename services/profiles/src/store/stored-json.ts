import { AccessRole, OrgClients, ProfileClients, Safeguard, SecretReference } from "@stagepass/contracts";
import { z } from "zod";

// What is stored as JSON, as it is read again. What a later release has added stays in it: who goes back to this one,
// and saves a version, must not lose it.

export const StoredRole = AccessRole.loose();
export const StoredSafeguards = z.array(Safeguard.loose());
export const StoredReference = SecretReference.loose();
export const StoredProfileClients = ProfileClients.loose();
export const StoredOrgClients = OrgClients.loose();
