import { useQueryClient } from "@tanstack/react-query";
import { SquareTerminal } from "lucide-react";
import { Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import type { HttpRequest } from "../api/http-request.ts";
import { readsOnPage } from "../api/reads.ts";
import { IconButton } from "../ui/controls/button.tsx";
import { CodeBlock } from "../ui/controls/copy.tsx";
import { Name } from "../ui/feedback/badge.tsx";
import styles from "./as-curl.module.css";
import { curlLine } from "./curl-line.ts";
import { placeholder } from "./hide-secrets.ts";

/** Shows what a page reads, as commands to copy. */
export function ReadsAsCurl() {
  const cache = useQueryClient().getQueryCache();
  return <AsCurl requests={() => readsOnPage(cache)} />;
}

interface AsCurlProps extends LinesProps {
  readonly placement?: "bottom end" | "bottom start";
}

interface LinesProps {
  /** The requests at the moment of the press. What throws has nothing to send yet. */
  readonly requests: () => readonly HttpRequest[];
}

/** Shows requests as commands to copy, with a key of whoever runs them in place of the session. */
export function AsCurl({ requests, placement = "bottom end" }: AsCurlProps) {
  return (
    <DialogTrigger>
      <IconButton icon={<SquareTerminal />} label="Copy as curl" />
      <Popover className={styles.popover ?? ""} placement={placement} offset={4}>
        <Dialog className={styles.dialog ?? ""}>
          <Heading slot="title" level={2}>
            As curl
          </Heading>
          <Lines requests={requests} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Lines({ requests }: LinesProps) {
  const sent = attempt(requests);
  if (sent.length === 0) return <p>There is nothing to send yet.</p>;
  const lines = sent.map((request) => curlLine(request, window.location.origin));
  return (
    <>
      <p>
        Put an access key into the variable <Name>STAGEPASS_KEY</Name>
        {lines.some((line) => line.includes(placeholder)) ? (
          <>
            , and the secret in place of each <Name>{placeholder}</Name>
          </>
        ) : null}
        .
      </p>
      {sent.map((request, index) => (
        <section key={lines[index]} aria-label={request.summary}>
          <h3>{request.summary}</h3>
          <CodeBlock code={lines[index] ?? ""} what="this command" />
        </section>
      ))}
    </>
  );
}

/** What would be sent, or nothing where what was typed is no request yet. */
function attempt(requests: () => readonly HttpRequest[]): readonly HttpRequest[] {
  try {
    return requests();
  } catch {
    return [];
  }
}
