import type { ClientResolution, Input, KnownTarget, resolveForClient } from "@stagepass/contracts";
import type { Client } from "../clients/admit-client.ts";
import type { Ports } from "../common/ports.ts";
import { appNameOf } from "../common/request-parts.ts";
import { blocked } from "./blocked.ts";
import { denied } from "./denied.ts";
import { isUnresolved } from "./stage-text.ts";

/** What a client asks for. */
export interface Wish extends Pick<Input<typeof resolveForClient>, "unsent"> {
  readonly target: KnownTarget;
  readonly wanted?: Input<typeof resolveForClient>["wanted"];
}

/** The part of a resolution that the client may use. */
export type Given = Extract<ClientResolution, { credentials: unknown }>;

/**
 * Asks the resolver what a client may use for a target. Throws what resolving throws, `conflict` when safeguards block the
 * deploy or the client would have to evaluate them, and `forbidden` when the key or the profile does not permit it.
 */
export async function resolveFor(ports: Ports, client: Client, wish: Wish): Promise<Given> {
  const { keyDigest, org } = client;
  const { unsent, wanted } = wish;
  const target = { ...wish.target, app: appNameOf(wish.target.app) };
  const isStageResolved = !isUnresolved(target.stage);
  if (!isStageResolved) {
    const { app, stage } = target;
    ports.warn({ org, app, stage }, "the stage is not resolved yet: the default profile applies");
  }
  const resolution = await ports.resolveForClient({ keyDigest, ...target, isStageResolved, unsent, wanted });
  if (resolution.verdict === "refused") throw denied(client, resolution, isStageResolved);
  if (resolution.verdict === "blocked") throw blocked(resolution);
  return resolution;
}
