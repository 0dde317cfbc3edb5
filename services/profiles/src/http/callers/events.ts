import { streamEvents } from "@stagepass/contracts";
import { type BoundRoute, handleStream } from "@stagepass/runtime";
import type { Ports } from "../../ports.ts";

/** Returns the route by which a caller follows the events of an organization. */
export function eventRoutes({ events }: Ports): BoundRoute[] {
  return [
    handleStream(streamEvents, ({ params, headers }, ended) =>
      events.follow(params.org, headers["last-event-id"], ended),
    ),
  ];
}
