import { type EventType, eventContracts, eventTypes, exampleEvent } from "@stagepass/contracts";
import { z } from "zod";

const begin = "<!-- The list of events: made by `npm run docs`. -->";
const end = "<!-- End of the list of events. -->";

/**
 * Returns a page with its list of events generated again from the contracts. Throws when the page has no markers for
 * the list.
 */
export function withEventReference(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error("The page has lost the marks between which the events are listed.");
  return `${page.slice(0, from)}${begin}\n\n${eventReference()}\n\n${page.slice(to)}`;
}

function eventReference(): string {
  const overview = eventTypes.map(
    (type) => `| [\`${type}\`](#${anchor(type)}) | ${eventContracts[type].summary} |`,
  );
  return ["| type | when |\n| --- | --- |", ...overview]
    .join("\n")
    .concat("\n\n", eventTypes.map(section).join("\n\n"));
}

function section(type: EventType): string {
  const { data, summary } = eventContracts[type];
  const rows = Object.entries(propertiesOf(data)).map(
    ([name, schema]) => `| \`${name}\` | ${typeOf(schema)}${meaningOf(schema)} |`,
  );
  const { subject, data: example } = exampleEvent(type);
  return [
    `### ${type}`,
    `${summary} Its subject is like \`${subject}\`.`,
    ["| data | type |", "| --- | --- |", ...rows].join("\n"),
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
  ].join("\n\n");
}

/** The part of JSON Schema that the events' data use. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function propertiesOf(data: z.ZodType): Readonly<Record<string, Schema>> {
  const schema = z.toJSONSchema(data, { io: "input" }) as Schema; // a looser type, for any JSON Schema
  return schema.properties ?? {};
}

/** Returns the description of a field whose name does not explain it. */
function meaningOf({ description }: Schema): string {
  return description === undefined ? "" : `. ${description}`;
}

function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`"${value}"\``).join(" or ");
  if (schema.type === "array")
    return `list of ${schema.items === undefined ? "anything" : typeOf(schema.items)}`;
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([name, field]) => `\`${name}\`: ${typeOf(field)}`);
    return `{ ${fields.join("; ")} }`;
  }
  return schema.format === "date-time" ? "time (ISO 8601, UTC)" : (schema.type ?? "anything");
}

/** Returns the anchor that GitHub makes from a heading. */
function anchor(type: EventType): string {
  return type.replaceAll(".", "");
}
