import { type OrgView, patchOrg } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { AsCurl } from "../../curl/as-curl.tsx";
import { useMay } from "../../session/session.ts";
import { Switch } from "../../ui/controls/field.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Card, Fields, Section } from "../../ui/layout/page.tsx";
import { orgQuery } from "../organization-queries.ts";

/** Whether providers may hold static keys. */
export function StaticKeysSetting({ org }: { readonly org: string }) {
  const { data } = useQuery(orgQuery(org));
  return data === undefined ? null : <Setting org={data} />;
}

function Setting({ org }: { readonly org: OrgView }) {
  const may = useMay();
  const { mutate, error, isPending, request } = useChange({
    change: (isAllowed: boolean) =>
      ask(patchOrg, {
        params: { org: org.name },
        body: { staticKeys: isAllowed ? "allow" : "deny" },
        at: org.revision,
      }),
    touches: [[org.name, "organization"]],
    said: "Setting saved",
  });
  return (
    <Section
      title="Static keys"
      actions={
        may("patchOrg") ? <AsCurl requests={() => [request(org.staticKeys !== "allow")]} /> : undefined
      }
    >
      <Card>
        <Fields>
          <ProblemNote error={error} />
          <Switch
            label="Providers may hold static keys"
            hint="Discouraged: they never expire. Allow them only for accounts that cannot offer a role."
            isSelected={org.staticKeys === "allow"}
            onChange={mutate}
            isDisabled={isPending || !may("patchOrg")}
          />
        </Fields>
      </Card>
    </Section>
  );
}
