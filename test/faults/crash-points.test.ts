import type { ServiceId } from "@stagepass/contracts";
import { test } from "vitest";
import type { Point } from "../support/servers/tcp-proxy.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();

interface CrashPoint {
  readonly service: ServiceId;
  /** The two steps between which the process ends. */
  readonly between: string;
  /** The server that it was talking to, and the last text, which never arrives. */
  readonly peer: "database" | "bus";
  readonly point: Point;
}

const relay = "stagepass-profiles-relay";

/** The steps of a change: it is committed with its event, which is published, acknowledged, and marked as published. */
const change: CrashPoint[] = [
  { between: "a change and its commit", peer: "database", point: { by: "client", text: "commit\0" } },
  { between: "a commit and its answer", peer: "database", point: { by: "server", text: "COMMIT\0" } },
  {
    between: "a commit and the publishing of its event",
    peer: "bus",
    point: { by: "client", text: "HPUB profiles.v1." },
  },
  {
    between: "an event and its acknowledgement by the stream",
    peer: "bus",
    point: { by: "server", text: '"stream":"STAGEPASS_EVENTS"' },
  },
  {
    between: "an acknowledgement and its mark",
    peer: "database",
    point: { by: "client", text: "mark-published", on: relay },
  },
  {
    between: "a mark and its answer",
    peer: "database",
    point: { by: "server", text: "UPDATE ", on: relay },
  },
].map((point) => ({ service: "profiles", ...point }) as CrashPoint); // the literals of an array are widened

/** The steps of a resolve: intent, session, outcome. */
const resolve: CrashPoint[] = [
  {
    service: "resolver",
    between: "a verdict and the intent",
    peer: "database",
    point: { by: "client", text: "dep_" },
  },
  {
    service: "resolver",
    between: "the credentials and the outcome",
    peer: "database",
    point: { by: "client", text: "resolver.v1.deployment.resolved" },
  },
  {
    service: "resolver",
    between: "an intent and the credentials",
    peer: "bus",
    point: { by: "client", text: "credentials.v1.issue" },
  },
  {
    service: "credentials",
    between: "a request and the intent of its session",
    peer: "database",
    point: { by: "client", text: "acmecorp-shop-" },
  },
  {
    service: "credentials",
    between: "a session of AWS and its record",
    peer: "database",
    point: { by: "client", text: "credentials.v1.session.issued" },
  },
];

const all = [...change, ...resolve].map((point) => [point.service, point.between, point] as const);

test.each(all)(
  "killing %s between %s loses nothing and repeats nothing",
  async (service, between, { peer, point }) => {
    const [replica] = faults.system.replicasOf(service);
    await faults.underLoad(async (load) => {
      await load.acknowledges(10);
      await replica[peer].holdAt(point);
      await replica.kill();
      await faults.recovers(`SIGKILL between ${between}`, () => replica.start());
      await load.acknowledges(10);
    });
    await faults.losesNothing();
  },
);
