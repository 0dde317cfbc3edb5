import type { OnboardingPorts } from "./access-roles/show-access-role.ts";
import type { ProviderRolePorts } from "./access-roles/show-provider-role.ts";
import type { ReferenceCheckPorts } from "./checks/check-reference.ts";
import type { RoleTestPorts } from "./checks/test-role.ts";
import type { SecretPorts } from "./secrets/read-secrets.ts";
import type { SessionPorts } from "./sessions/open-session.ts";

/** Everything that the rules of this service need from outside. */
export interface Ports
  extends SessionPorts,
    SecretPorts,
    OnboardingPorts,
    ProviderRolePorts,
    RoleTestPorts,
    ReferenceCheckPorts {}
