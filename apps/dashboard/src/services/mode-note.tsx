import type { AppView } from "@stagepass/contracts";
import { Link } from "@tanstack/react-router";
import { Note } from "../ui/feedback/note.tsx";

interface ModeNoteProps {
  readonly org: string;
  readonly app: AppView | undefined;
}

/** Says that what is set on services and instances does not count, where that is so. */
export function ModeNote({ org, app }: ModeNoteProps) {
  if (app?.mode !== "profiles") return null;
  return (
    <Note tone="warn" title="This application resolves by profiles">
      <p>
        Its deploys take credentials and parameters from their deployment profile. What is set here is kept,
        and counts once the application <ResolutionLink org={org} app={app.name} />.
      </p>
    </Note>
  );
}

function ResolutionLink({ org, app }: { readonly org: string; readonly app: string }) {
  return (
    <Link to="/$org/apps/$app" params={{ org, app }} search={{ tab: "resolution" }}>
      resolves by providers
    </Link>
  );
}
