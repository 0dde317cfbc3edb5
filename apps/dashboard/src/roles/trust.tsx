import type { AccessRoleView } from "@stagepass/contracts";
import { Download } from "lucide-react";
import { Button } from "../ui/controls/button.tsx";
import { CodeBlock, CopyButton } from "../ui/controls/copy.tsx";
import { download } from "../ui/controls/download.ts";
import { Name } from "../ui/feedback/badge.tsx";

/** What a role must demand, so that it trusts Stagepass and nobody else. */
export function Trust({ role }: { readonly role: Pick<AccessRoleView, "externalId" | "trustPolicy"> }) {
  return (
    <>
      <p>
        Its external ID is <Name>{role.externalId}</Name>{" "}
        <CopyButton text={role.externalId} what="the external ID" />
      </p>
      <CodeBlock code={JSON.stringify(role.trustPolicy, null, 2)} what="the trust policy" />
    </>
  );
}

interface TemplateButtonProps {
  /** What the role belongs to, for the name of the file. */
  readonly name: string;
  readonly role: Pick<AccessRoleView, "cloudFormationTemplate">;
}

/** Saves the CloudFormation template that makes a role. */
export function TemplateButton({ name, role }: TemplateButtonProps) {
  const template = JSON.stringify(role.cloudFormationTemplate, null, 2);
  return (
    <Button icon={<Download />} onPress={() => download(`stagepass-${name}.json`, template)}>
      CloudFormation template
    </Button>
  );
}
