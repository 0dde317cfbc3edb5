import type { ProviderLink } from "@stagepass/contracts";
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
import { type InstancePlace, isInstance, operationsAt, type SettingsPlace } from "../place.ts";
import { wordsFor } from "../place-words.ts";
import { saveProvider, touchedBy } from "../save-target.ts";
import { LinkProvider } from "./link-provider.tsx";
import { ProviderName } from "./provider-name.tsx";

interface ProvidersTabProps {
  readonly place: SettingsPlace;
  readonly link: ProviderLink;
  readonly revision: number;
}

/** Which provider a service, an instance or a blueprint is linked to. */
export function ProvidersTab({ place, link, revision }: ProvidersTabProps) {
  const may = useMay();
  const [doing, setDoing] = useState<"link" | "unlink" | null>(null);
  const close = () => setDoing(null);
  const unlink = useChange({
    change: () => saveProvider(place, null, revision),
    touches: touchedBy(place),
    said: "Provider taken away",
    onDone: close,
  });
  const mayChange = may(operationsAt(place).provider);
  const words = wordsFor(place);
  return (
    <>
      <Section
        title="Provider"
        about={words.provider}
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
            {words.noProvider}
          </Empty>
        ) : (
          <Card>
            <Facts
              facts={{
                Provider: <ProviderName link={link} />,
                "It means": typeof link === "string" ? words.linked : words.none,
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
        request={unlink.request}
      >
        {words.unlinked}
      </Confirm>
    </>
  );
}

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
