import { type ProviderView, patchProvider } from "@stagepass/contracts";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/ask.ts";
import type { HttpRequest } from "../../api/http-request.ts";
import { useSteps } from "../../api/use-change.ts";
import { providerChoicesQuery } from "../../services/services-queries.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Name } from "../../ui/feedback/badge.tsx";
import { ProblemNote } from "../../ui/feedback/note.tsx";
import { Actions, Dialog } from "../../ui/layout/dialog.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import styles from "./providers.module.css";

interface SetAsDefaultProps {
  readonly org: string;
  readonly provider: ProviderView;
  readonly onClose: () => void;
}

/** Makes a provider the organization's default, or takes that from it. */
export function SetAsDefault({ org, provider, onClose }: SetAsDefaultProps) {
  const { data: providers } = useQuery(providerChoicesQuery(org));
  const before = providers?.find(({ isDefault }) => isDefault);
  const { mutate, error, isPending } = useSteps({
    steps: async () =>
      provider.isDefault ? await mark(org, provider, false) : await move(org, provider, before),
    touches: [
      [org, "providers"],
      [org, "explanation"],
    ],
    said: provider.isDefault
      ? "There is no default provider now"
      : `${provider.name} is the default provider`,
    onDone: onClose,
  });
  const verb = provider.isDefault ? "Unset default" : "Set as default";
  return (
    <Dialog title={`${verb}: ${provider.name}`} isOpen onClose={onClose}>
      <div className={styles.body}>
        <Fields>
          <ProblemNote error={error} />
          <p>
            {provider.isDefault
              ? "Services and instances that are linked to no provider get no AWS credentials then."
              : "Every service and instance that is linked to no provider takes its credentials from it."}{" "}
            {provider.isDefault || before === undefined ? null : (
              <>
                It takes the place of <Name>{before.name}</Name>.
              </>
            )}
          </p>
          <Actions request={() => requestsOf(org, provider, before)}>
            <Button onPress={onClose}>Cancel</Button>
            <Button
              look="primary"
              onPress={() => mutate()}
              isPending={isPending}
              isDisabled={providers === undefined}
            >
              {verb}
            </Button>
          </Actions>
        </Fields>
      </div>
    </Dialog>
  );
}

const mark = (org: string, { name, revision }: ProviderView, isDefault: boolean) =>
  ask(patchProvider, { params: { org, provider: name }, body: { isDefault }, at: revision });

/** The requests in their order. */
function requestsOf(org: string, provider: ProviderView, before: ProviderView | undefined): HttpRequest[] {
  if (provider.isDefault) return [mark(org, provider, false).request];
  const given = before === undefined ? [] : [mark(org, before, false).request];
  return [...given, mark(org, provider, true).request];
}

/** There is only ever one default, so the one before gives way first, and comes back where the new one is refused. */
async function move(org: string, provider: ProviderView, before: ProviderView | undefined) {
  const given = before === undefined ? undefined : await mark(org, before, false);
  try {
    return await mark(org, provider, true);
  } catch (error) {
    if (given !== undefined) await mark(org, given, true);
    throw error;
  }
}
