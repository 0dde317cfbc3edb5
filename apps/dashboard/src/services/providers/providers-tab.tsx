import type { AppView, ProviderLink } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { Cloud, Link2, Unlink } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-change.ts";
import { Candidates } from "../../explain/candidates.tsx";
import { explanationQuery } from "../../explain/explain-queries.ts";
import { useMay } from "../../session/session.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Card, Facts, Section } from "../../ui/layout/page.tsx";
import { ModeNote } from "../mode-note.tsx";
import { type InstancePlace, isInstance, type Place } from "../place.ts";
import { saveProvider, touchedBy } from "../save-target.ts";
import { LinkProvider } from "./link-provider.tsx";
import { ProviderName } from "./provider-name.tsx";

interface ProvidersTabProps {
  readonly place: Place;
  readonly app: AppView | undefined;
  readonly link: ProviderLink;
  readonly revision: number;
}

/** Which provider the deploys of a service or an instance take their credentials from. */
export function ProvidersTab({ place, app, link, revision }: ProvidersTabProps) {
  const may = useMay();
  const [doing, setDoing] = useState<"link" | "unlink" | null>(null);
  const close = () => setDoing(null);
  const unlink = useChange({
    change: () => saveProvider(place, null, revision),
    touches: touchedBy(place),
    said: "Provider taken away",
    onDone: close,
  });
  const mayChange = may(isInstance(place) ? "patchInstance" : "patchService");
  const what = isInstance(place) ? "instance" : "service";
  return (
    <>
      <ModeNote org={place.org} app={app} />
      <Section
        title="Provider"
        about={`Where the AWS credentials of ${isInstance(place) ? "its" : "all its instances'"} deploys come from.`}
        actions={
          mayChange && link !== null ? (
            <>
              <Button icon={<Unlink />} onPress={() => setDoing("unlink")}>
                Take away
              </Button>
              <Button icon={<Link2 />} onPress={() => setDoing("link")}>
                Change provider
              </Button>
            </>
          ) : undefined
        }
      >
        {link === null ? (
          <Empty
            icon={<Cloud />}
            title="No provider is linked"
            action={
              mayChange ? (
                <Button look="primary" icon={<Link2 />} onPress={() => setDoing("link")}>
                  Add provider
                </Button>
              ) : undefined
            }
          >
            {isInstance(place)
              ? "The provider of the service applies, or the organization's default provider."
              : "The organization's default provider applies, unless an instance has a provider of its own."}
          </Empty>
        ) : (
          <Card>
            <Facts
              facts={{
                Provider: <ProviderName link={link} />,
                "It means": meaningOf(link, what),
              }}
            />
          </Card>
        )}
      </Section>
      {isInstance(place) ? <WhyCredentials place={place} /> : null}
      {doing === "link" ? (
        <LinkProvider place={place} link={link} revision={revision} onClose={close} />
      ) : null}
      <Confirm
        title="Take the provider away?"
        isOpen={doing === "unlink"}
        onClose={close}
        verb="Take away"
        onConfirm={() => unlink.mutate()}
        isPending={unlink.isPending}
        error={unlink.error}
      >
        Deploys of this {what} then take their credentials from what is set further away.
      </Confirm>
    </>
  );
}

const meaningOf = (link: ProviderLink, what: string) =>
  typeof link === "string"
    ? `Deploys of this ${what} get its credentials, and hide every provider that is set further away.`
    : `Deploys of this ${what} get no AWS credentials at all, whatever is set further away.`;

/** Each place that was considered for the credentials of an instance. */
function WhyCredentials({ place }: { readonly place: InstancePlace }) {
  const { org, ...names } = place;
  const { data } = useQuery(explanationQuery(org, { ...names, purpose: "deploy" }));
  if (data === undefined) return null;
  return (
    <Section title="Where its credentials come from" about="The first place that says something applies.">
      <Candidates candidates={data.credentials.candidates} precedence={data.precedence} />
    </Section>
  );
}
