import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Activity, Pause, Play } from "lucide-react";
import { useState } from "react";
import { earlierEventsQuery, newestFirst } from "../../live/earlier-events.ts";
import { type LiveEvent, whatHappened } from "../../live/live-event.ts";
import { LiveMark } from "../../live/live-mark.tsx";
import { useLive } from "../../live/live-store.ts";
import { useWho } from "../../profiles/who.ts";
import { Needs } from "../../shell/needs.tsx";
import { Button } from "../../ui/controls/button.tsx";
import { AllOptional, Select } from "../../ui/controls/field.tsx";
import { Badge } from "../../ui/feedback/badge.tsx";
import { Empty } from "../../ui/feedback/empty.tsx";
import { Note } from "../../ui/feedback/note.tsx";
import { Time } from "../../ui/feedback/time.tsx";
import { Section } from "../../ui/layout/page.tsx";
import { type Column, Table } from "../../ui/layout/table.tsx";
import { eventKinds, kindOf } from "./event-kinds.ts";
import { EventLink } from "./event-link.tsx";
import styles from "./events.module.css";

/** What happened in the organization, and what happens, as it happens. */
export function EventsTab({ org }: { readonly org: string }) {
  return (
    <Needs operation="streamEvents">
      <Events org={org} />
    </Needs>
  );
}

function Events({ org }: { readonly org: string }) {
  const { kind = "any" } = useSearch({ from: "/$org/organization" });
  const navigate = useNavigate();
  const who = useWho(org);
  const live = useLive();
  const earlier = useQuery(earlierEventsQuery(org));
  const all = newestFirst(live.events, earlier.data ?? []);
  const [paused, setPaused] = useState<readonly LiveEvent[] | null>(null);
  const isShown = (event: LiveEvent) => kind === "any" || kindOf(event) === kind;
  const rows = (paused ?? all).filter(isShown);
  const known = new Set(paused?.map(({ id }) => id));
  const waiting = paused === null ? 0 : all.filter((event) => isShown(event) && !known.has(event.id)).length;
  const chosen = eventKinds.find(({ id }) => id === kind)?.id ?? "any";
  const choose = (next: string) =>
    void navigate({
      to: ".",
      search: (before) => ({ ...before, kind: next === "any" ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Section
      title="Events"
      about="Every change and every deploy of the organization, the newest first. No event contains a value."
      actions={<LiveMark by={live.isOpen ? "events" : "away"} />}
    >
      <div className={styles.bar}>
        <AllOptional value>
          <Select label="About" value={chosen} onChange={choose} choices={eventKinds} />
        </AllOptional>
        <Button
          icon={paused === null ? <Pause /> : <Play />}
          onPress={() => setPaused(paused === null ? all : null)}
        >
          {paused === null ? "Pause" : waiting === 0 ? "Go on" : `Show ${waiting} more`}
        </Button>
      </div>
      {live.isIncomplete && earlier.isError ? (
        <Note tone="warn">The connection was lost for a while. Events of that time may be missing here.</Note>
      ) : null}
      <Table
        label="Events"
        columns={columns(org, who)}
        rows={earlier.data === undefined && rows.length === 0 ? undefined : rows}
        error={earlier.error}
        rowKey={({ id }) => id}
        empty={
          <Empty
            icon={<Activity />}
            title={kind === "any" ? "Nothing has happened yet" : "Nothing of this kind yet"}
          >
            Change something or deploy, and it appears here by itself. Events are kept for 30 days.
          </Empty>
        }
      />
    </Section>
  );
}

const columns = (org: string, who: (id: string) => string): readonly Column<LiveEvent>[] => [
  { id: "about", label: "About", cell: (event) => <EventLink org={org} event={event} /> },
  {
    id: "what",
    label: "What happened",
    cell: (event) => <Badge tone={toneOf(event)}>{whatHappened(event)}</Badge>,
    isFolded: true,
    isNarrow: true,
  },
  { id: "by", label: "By", cell: ({ by }) => (by === undefined ? "" : who(by)), isSecondary: true },
  {
    id: "when",
    label: "When",
    cell: ({ time }) => <Time at={time} />,
    isNarrow: true,
    align: "end",
  },
];

function toneOf({ type }: LiveEvent): "plain" | "good" | "bad" {
  if (/blocked|failed|deleted|removed|revoked/.test(type)) return "bad";
  return /resolved|created|restored|reported/.test(type) ? "good" : "plain";
}
