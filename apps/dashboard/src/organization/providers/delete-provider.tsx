import { deleteProvider, type ProviderView } from "@stagepass/contracts";
import { ask } from "../../api/ask.ts";
import { useChange } from "../../api/use-change.ts";
import { Confirm } from "../../ui/layout/dialog.tsx";
import { Fields } from "../../ui/layout/page.tsx";
import { ProviderUses } from "./provider-uses.tsx";

interface DeleteProviderProps {
  readonly org: string;
  readonly provider: ProviderView;
  readonly onClose: () => void;
}

/** Deletes a provider that nothing uses, after its name was typed. What uses it stands beside. */
export function DeleteProvider({ org, provider, onClose }: DeleteProviderProps) {
  const { name, revision, staticKeys, isDefault } = provider;
  const { mutate, error, isPending, request } = useChange({
    change: () => ask(deleteProvider, { params: { org, provider: name }, at: revision }),
    touches: [
      [org, "providers"],
      [org, "explanation"],
    ],
    said: `Provider ${name} deleted`,
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Delete ${name}?`}
      isOpen
      onClose={onClose}
      verb="Delete provider"
      name={name}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
      request={request}
    >
      <Fields>
        <p>
          {isDefault ? "It is the organization's default. " : ""}
          {staticKeys === null ? "" : "Its static keys are destroyed. "}
          This cannot be undone, and it is refused while anything is linked to the provider:
        </p>
        <ProviderUses org={org} provider={name} />
      </Fields>
    </Confirm>
  );
}
