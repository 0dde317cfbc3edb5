import { beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Point } from "../support/servers/tcp-proxy.ts";
import { apiAt } from "../support/stack/api.ts";
import type { Replica } from "./system.ts";
import { useFaults } from "./use-faults.ts";

const faults = useFaults();
const relay = "stagepass-profiles-relay";

beforeAll(async () => {
  await faults.system.addReplica("profiles");
});

/** Stops the replica whose relay reaches a point, which is the leader. */
async function catchRelay(peer: "database" | "bus", point: Point): Promise<Replica> {
  const replicas = faults.system.replicasOf("profiles");
  const caught = replicas.map(async (replica) => {
    await replica[peer].holdAt(point);
    return replica;
  });
  const leader = await Promise.race(caught);
  for (const replica of replicas) if (replica !== leader) replica[peer].release();
  return leader;
}

/** Waits until the relay of any other replica publishes. */
async function whenReplaced(leader: Replica): Promise<void> {
  const [first, second] = faults.system.replicasOf("profiles");
  const other = first === leader ? second : first;
  await other?.database.holdAt(mark);
  other?.database.release();
}

const mark: Point = { by: "client", text: "mark-published", on: relay };
const publish: Point = { by: "client", text: "HPUB profiles.v1." };

test("a relay that is killed after it published is replaced by that of another replica", async () => {
  let leader: Replica | undefined;
  await faults.underLoad(async (load) => {
    leader = await catchRelay("database", mark);
    await leader.kill();
    await whenReplaced(leader);
    await load.acknowledges(15);
  });
  await faults.losesNothing();
  await leader?.start();
});

test("a relay that is stopped at work is replaced by that of another replica", async () => {
  let leader: Replica | undefined;
  await faults.underLoad(async (load) => {
    leader = await catchRelay("database", mark);
    leader.database.release();
    await leader.stop();
    await whenReplaced(leader);
    await load.acknowledges(15);
  });
  await faults.losesNothing();
  await leader?.start();
});

test("a relay that was suspended and replaced meanwhile does no harm when it continues", async () => {
  let leader: Replica | undefined;
  await faults.underLoad(async (load) => {
    leader = await catchRelay("database", mark);
    leader.signal("SIGSTOP");
    leader.database.cut(relay);
    await whenReplaced(leader);
    leader.database.release();
    leader.signal("SIGCONT");
    await load.acknowledges(15);
  });
  await faults.losesNothing();
});

test("a relay whose events arrive after its replacement does not publish them again", async () => {
  let late: Replica | undefined;
  await faults.underLoad(async (load) => {
    late = await catchRelay("bus", publish);
    late.database.cut(relay);
    await whenReplaced(late);
    await load.acknowledges(15);
  });
  await faults.losesNothing();
  late?.bus.release();
  // NATS answers the readiness request after everything that was sent before it.
  await eventually(async () => ((await isReady(late)) ? true : undefined), "the late events have arrived");
  await faults.losesNothing();
});

async function isReady(replica: Replica | undefined): Promise<boolean> {
  expect(replica).toBeDefined();
  return (await apiAt(replica?.url ?? "")("GET", "/readyz")).status === 200;
}
