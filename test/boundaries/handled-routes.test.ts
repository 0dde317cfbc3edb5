import { routes } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { httpRoutes as credentials } from "../../services/credentials/src/http.ts";
import { httpRoutes as profiles } from "../../services/profiles/src/http.ts";
import { httpRoutes as resolver } from "../../services/resolver/src/http.ts";
import { httpRoutes as safeguards } from "../../services/safeguards/src/http.ts";

test("every endpoint of the contracts has a handler in the service that it belongs to", () => {
  // Only the handlers would use their ports, and none is called.
  const none = {} as never;
  const services = {
    profiles: profiles(none),
    resolver: resolver(none),
    credentials: credentials(none),
    safeguards: safeguards(none),
  };
  for (const [service, bound] of Object.entries(services)) {
    const declared = routes.filter((route) => route.service === service);
    const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
      `${method} ${path}`;
    expect(bound.map(({ contract }) => nameOf(contract)).sort()).toEqual(declared.map(nameOf).sort());
  }
});
