import { ownerOf } from "../define/define.ts";
import { CloudEvent } from "../events/cloud-event.ts";
import { type EventType, eventContracts, eventTypes } from "../events/event-type.ts";
import { exampleEvent } from "../events/example-event.ts";
import { eventStream } from "../events/stream.ts";
import { DocumentedSchemas, type JsonObject } from "./documented-schemas.ts";

/** The AsyncAPI 3 document of the events, made from their contracts. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApiDocument(version: string): JsonObject {
  const schemas = new DocumentedSchemas("#/components/schemas/", "draft-7");
  const messages = byType((type) => message(type, schemas));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Stagepass events",
      version,
      description:
        "Changes of deployment profiles, and what became of deploys. CloudEvents 1.0 in JSON, kept for 30 days in the " +
        `JetStream stream ${eventStream.name} and delivered at least once: deduplicate by id. None carries a secret.`,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: "application/json",
    channels: byType((type) => ({
      address: type,
      summary: eventContracts[type].summary,
      tags: [{ name: ownerOf({ subject: type }) }],
      messages: { event: { $ref: `#/components/messages/${type}` } },
    })),
    operations: byType((type) => ({
      action: "send",
      channel: { $ref: `#/channels/${type}` },
      messages: [{ $ref: `#/channels/${type}/messages/event` }],
    })),
    components: { messages, schemas: schemas.all() },
  };
}

function message(type: EventType, schemas: DocumentedSchemas): JsonObject {
  const { data, summary } = eventContracts[type];
  const own = {
    type: "object",
    properties: { type: { const: type }, data: schemas.schemaOf(data, "input") },
  };
  return {
    name: type,
    summary,
    // What readers of an event should rely on: it allows unknown fields, since a version can gain fields.
    payload: { allOf: [schemas.schemaOf(CloudEvent, "input"), own] },
    examples: [{ payload: exampleEvent(type) }],
  };
}

function byType(describe: (type: EventType) => JsonObject): JsonObject {
  return Object.fromEntries(eventTypes.map((type) => [type, describe(type)]));
}
