import { expect, test } from "vitest";
import { clientsOf, draftOfClients } from "./clients-draft.ts";

test("a rule that was never set stays unset, since a deny of the organization would be final", () => {
  expect(draftOfClients({})).toMatchObject({ legacy: "unset", unknown: "allow" });
  expect(clientsOf(draftOfClients({}))).toEqual({});
});

test("rules come back from the form as they went in", () => {
  const clients = { legacy: "allow", minimumVersions: { sdk: "2.3.0", unknown: "deny" } } as const;
  expect(clientsOf(draftOfClients(clients))).toEqual(clients);
});

test("a version that is emptied is no rule any more", () => {
  const draft = draftOfClients({ legacy: "allow", minimumVersions: { plugin: "3.8.0" } });
  expect(clientsOf({ ...draft, plugin: "" })).toEqual({ legacy: "allow" });
});
