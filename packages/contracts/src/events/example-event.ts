import { ownerOf } from "../define/define.ts";
import type { CloudEvent } from "./cloud-event.ts";
import { type EventType, eventContracts } from "./event-type.ts";

/** An example of an event as it arrives, for documents. */
export function exampleEvent(type: EventType): CloudEvent {
  const { example } = eventContracts[type];
  return {
    specversion: "1.0",
    id: "0198a2f4-6c1e-7d2a-9b3f-5e8c1d7a4b60",
    source: `/stagepass/${ownerOf({ subject: type })}`,
    type,
    subject: exampleSubject(type),
    time: "2026-11-20T11:00:00.000Z",
    datacontenttype: "application/json",
    data: example,
  };
}

/** The subject of the example, in the form that the services use. */
function exampleSubject(type: EventType): string {
  const { example } = eventContracts[type];
  const path: string[] = [example.org];
  if ("profile" in example && typeof example.profile === "string" && !("app" in example)) {
    path.push("profiles", example.profile);
  }
  if ("app" in example) path.push("apps", example.app);
  if ("provider" in example && typeof example.provider === "string") path.push("providers", example.provider);
  if (type.startsWith("profiles.v1.blueprint.")) path.push("blueprints");
  if ("service" in example) {
    path.push("services", example.service);
    if ("stage" in example) path.push("instances", example.stage, example.region);
  } else if ("stage" in example) {
    path.push(...(example.stage === null ? ["services"] : ["stages", example.stage]));
  }
  if ("keyId" in example) path.push("access-keys", example.keyId);
  if ("sessionName" in example) path.push("sessions", "42");
  else if ("deploymentId" in example) path.push("deployments", example.deploymentId);
  return path.join("/");
}
