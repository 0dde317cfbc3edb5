import type { OnboardingPorts } from "./describe-access-role.ts";
import type { SessionPorts } from "./open-session.ts";
import type { SecretPorts } from "./read-references.ts";

/** Everything that the rules of this service need from outside. */
export interface Ports extends SessionPorts, SecretPorts, OnboardingPorts {}
