import type { Facts } from "./facts.ts";
import type { History } from "./history.ts";

/** Compares what a system stored with what it told its clients. Returns a sentence for each contradiction. */
export function check(history: Pick<History, "writes" | "resolved" | "leaks">, facts: Facts): string[] {
  return [
    ...checkWrites(history, facts),
    ...checkVersions(facts),
    ...checkProfileEvents(facts),
    ...checkOtherEvents(facts),
    ...checkCredentials(facts),
    ...checkResolves(history, facts),
  ];
}

function* checkWrites({ writes }: Pick<History, "writes">, { versions }: Facts): Iterable<string> {
  const kept = new Map(versions.map((row) => [`${row.profile}@${row.version}`, row.description]));
  for (const { profile, version, description } of writes) {
    const found = kept.get(`${profile}@${version}`);
    if (found === description) continue;
    yield `lost: "${description}" was acknowledged as ${profile}@${version}, which holds ${found ?? "nothing"}`;
  }
}

/** Checks that versions are consecutive, and that no change made two of them. */
function* checkVersions({ versions }: Facts): Iterable<string> {
  for (const [profile, rows] of groupBy(versions, (row) => row.profile)) {
    for (const [index, { version }] of rows.entries()) {
      if (version !== index + 1) yield `gap: ${profile} has ${version} where ${index + 1} is due`;
    }
    for (const [description, twice] of groupBy(rows, (row) => row.description)) {
      if (twice.length > 1) yield `applied twice: "${description}" of ${profile}`;
    }
  }
}

/** Checks that each version was announced by one event, and that those of a profile came in their order. */
function* checkProfileEvents({ versions, events }: Facts): Iterable<string> {
  const announced = new Map<string, number[]>();
  for (const { type, data } of distinct(events)) {
    if (!/^profiles\.v1\.profile\.(created|updated)$/.test(type)) continue;
    const { profile, version } = data as { profile: string; version: number }; // as their contracts say
    const versionsSoFar = announced.get(profile);
    if (versionsSoFar === undefined) announced.set(profile, [version]);
    else versionsSoFar.push(version);
  }
  const kept = groupBy(versions, (row) => row.profile);
  for (const profile of new Set([...kept.keys(), ...announced.keys()])) {
    const wanted = (kept.get(profile) ?? []).map(({ version }) => version);
    const found = announced.get(profile) ?? [];
    if (wanted.length === found.length && wanted.every((version, index) => version === found[index]))
      continue;
    yield `${profile} has ${wanted.length} versions; announced were ${found.length}: ${difference(wanted, found)}`;
  }
}

function difference(wanted: readonly number[], found: readonly number[]): string {
  const missing = wanted.filter((version) => !found.includes(version));
  const excess = found.filter(
    (version, index) => !wanted.includes(version) || found.indexOf(version) !== index,
  );
  if (missing.length > 0 || excess.length > 0) {
    return `missing ${missing.slice(0, 5).join()}; without a change, or twice: ${excess.slice(0, 5).join()}`;
  }
  const first = found.findIndex((version, index) => version !== wanted[index]);
  return `out of order at ${found.slice(Math.max(0, first - 2), first + 5).join()}`;
}

/**
 * Checks that every committed event arrived, that each end of a deployment or session was announced correctly and
 * once, and that nothing else was announced.
 */
function* checkOtherEvents({ events, committedEvents, deployments, issuances }: Facts): Iterable<string> {
  const arrived = new Set(events.map(({ id }) => id));
  for (const id of committedEvents) if (!arrived.has(id)) yield `lost: event ${id}`;

  const ended = deployments.flatMap(({ id, outcome }) => (outcome === null ? [] : `${id} ${outcome}`));
  const issued = issuances.flatMap(({ sessionName, status }) => (status === "issued" ? sessionName : []));
  const announcedEnds: string[] = [];
  const announcedSessions: string[] = [];
  for (const { type, data } of distinct(events)) {
    const { deploymentId, sessionName } = data as { deploymentId?: string; sessionName?: string }; // of either kind
    const [, outcome] = /^resolver\.v1\.deployment\.(\w+)$/.exec(type) ?? [];
    if (outcome !== undefined) announcedEnds.push(`${deploymentId} ${outcome}`);
    if (type === "credentials.v1.session.issued") announcedSessions.push(`${sessionName}`);
  }
  yield* compare("deployment", ended, announcedEnds);
  yield* compare("session", issued, announcedSessions);
}

function* compare(what: string, wanted: readonly string[], found: readonly string[]): Iterable<string> {
  const rest = new Set(wanted);
  for (const each of found)
    if (!rest.delete(each)) yield `announced without being so, or twice: ${what} ${each}`;
  for (const each of rest) yield `never announced: ${what} ${each}`;
}

/** Checks that AWS was asked for nothing that was not committed before, as an issuance and as an allowed deployment. */
function* checkCredentials({ assumeRoleCalls, issuances, deployments }: Facts): Iterable<string> {
  const intents = new Map(issuances.map((row) => [row.sessionName, row]));
  const deploys = new Map(deployments.map((row) => [row.id, row]));
  for (const { sessionName = "", deploymentId = "", at } of assumeRoleCalls) {
    const intent = intents.get(sessionName);
    const deploy = deploys.get(deploymentId);
    const what = `AWS was asked for ${sessionName}`;
    if (intent?.deploymentId !== deploymentId) yield `${what} without an issuance`;
    else if (intent.createdAt > at) yield `${what} before its issuance was committed`;
    if (deploy === undefined) yield `${what} without a deployment`;
    else if (deploy.requestedAt > at) yield `${what} before its deployment was committed`;
    if (deploy?.verdict === "blocked") yield `${what}, which was blocked`;
  }
}

/** Checks that every answered resolve is recorded as such, and that no other resolve returned values. */
function* checkResolves(
  { resolved, leaks }: Pick<History, "resolved" | "leaks">,
  facts: Facts,
): Iterable<string> {
  const outcomes = new Map(facts.deployments.map(({ id, outcome }) => [id, outcome]));
  const issued = new Map(facts.issuances.map(({ deploymentId, status }) => [deploymentId, status]));
  for (const { deploymentId, verdict, hasCredentials } of resolved) {
    const isBlocked = verdict === "blocked";
    const outcome = outcomes.get(deploymentId);
    if (outcome !== (isBlocked ? "blocked" : "resolved"))
      yield `${deploymentId} was ${verdict} and is ${outcome}`;
    if (hasCredentials === isBlocked) yield `${deploymentId} was ${verdict}; credentials: ${hasCredentials}`;
    if (hasCredentials && issued.get(deploymentId) !== "issued")
      yield `${deploymentId}: session not recorded`;
  }
  for (const body of leaks) yield `a failed resolve gave out ${body}`;
}

/** Returns the events without repeated ones, as a subscriber sees them. */
function distinct(events: Facts["events"]): Facts["events"] {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}
