import type { Safeguard } from "@stagepass/contracts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/controls/button.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { useDraft } from "../draft/draft.tsx";
import { CopySafeguard } from "../safeguards/copy-safeguard.tsx";
import { newSafeguard } from "../safeguards/safeguard-draft.ts";
import { SafeguardEditor } from "../safeguards/safeguard-editor.tsx";
import { SafeguardList } from "../safeguards/safeguard-list.tsx";

/** What is open above the list. A new safeguard has no place in it yet. */
type Opened =
  | { readonly what: "add" }
  | { readonly what: "edit"; readonly index: number; readonly safeguard: Safeguard }
  | { readonly what: "copy"; readonly safeguard: Safeguard };

/** The safeguards of a profile, in the order in which they are shown to whoever deploys. */
export function SafeguardsTab() {
  const { org, profile, base, isReadOnly, violations, edit } = useDraft();
  const { safeguards } = profile;
  const { safeguard: named } = useSearch({ from: "/$org/profiles/$profile" });
  const [opened, setOpened] = useState<Opened | null>(() => openedBy(named, safeguards));
  const navigate = useNavigate();
  const isGone = named !== undefined && safeguards.every(({ name }) => name !== named);
  const add = isReadOnly ? undefined : (
    <Button icon={<Plus />} onPress={() => setOpened({ what: "add" })}>
      Add safeguard
    </Button>
  );
  const close = () => {
    setOpened(null);
    if (named === undefined) return;
    const search = { tab: "safeguards" } as const;
    void navigate({ to: ".", search, replace: true, resetScroll: false });
  };
  return (
    <Section
      title="Safeguards"
      about="Each is evaluated before a deploy gets any credential. An error blocks the deploy, a warning is shown."
      actions={safeguards.length === 0 ? undefined : add}
    >
      {isGone ? (
        <Note tone="warn" title={`This profile has no safeguard ${named} any more`}>
          <p>It was renamed or removed in a later version. The tab Versions says when.</p>
        </Note>
      ) : null}
      {safeguards.length === 0 ? (
        <Empty icon={<ShieldCheck />} title="No safeguards yet" action={add}>
          A safeguard says what deploys must not do, such as leave the EU or open a bucket. Begin with one at
          the level warning, and look at what it finds.
        </Empty>
      ) : (
        <SafeguardList
          onOpen={(safeguard, index) => setOpened({ what: "edit", safeguard, index })}
          onCopy={(safeguard) => setOpened({ what: "copy", safeguard })}
        />
      )}
      {opened?.what === "add" ? (
        <SafeguardEditor
          org={org}
          title="Add safeguard"
          verb="Add safeguard"
          safeguard={newSafeguard}
          otherNames={safeguards.map(({ name }) => name)}
          refused={[]}
          onDone={(safeguard) => {
            edit({ safeguards: [...safeguards, safeguard] });
            close();
          }}
          onClose={close}
        />
      ) : null}
      {opened?.what === "edit" ? (
        <SafeguardEditor
          org={org}
          title={opened.safeguard.name}
          verb="Change safeguard"
          safeguard={opened.safeguard}
          otherNames={safeguards.filter((_, index) => index !== opened.index).map(({ name }) => name)}
          refused={violations.filter(({ what }) => what === opened.safeguard.name)}
          onDone={(safeguard) => {
            edit({ safeguards: [...safeguards].with(opened.index, safeguard) });
            close();
          }}
          onClose={close}
        />
      ) : null}
      {opened?.what === "copy" ? (
        <CopySafeguard org={org} from={base.name} safeguard={opened.safeguard} onClose={close} />
      ) : null}
    </Section>
  );
}

/** The safeguard that the URL names, as a link from a deployment does. */
function openedBy(named: string | undefined, safeguards: readonly Safeguard[]): Opened | null {
  const index = safeguards.findIndex(({ name }) => name === named);
  const safeguard = safeguards[index];
  return safeguard === undefined ? null : { what: "edit", safeguard, index };
}
