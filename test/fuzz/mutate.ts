import fc from "fast-check";

const snippets: readonly string[] = [
  ..."{}[],:#-\n\r\t\0\\\"'é",
  ..."\\u12|? |: |- |>-|...|---\n|%YAML 1.2\n|%TAG ! tag:x,2000:\n|\ud800|\ufeff|\u2028|  ".split("|"),
  ..."&a |*a|*environment|<<: *defaults\n|<<: [*a, *a]|a: &b [*b]\n|&x [*x,*x]".split("|"),
  ..."!Sub |!GetAtt a.b|!If [A, |!Unknown |!!binary |null|~|true|-0|1e999|0x1F|.nan|2026-12-24".split("|"),
  ...'__proto__|constructor|toString|Resources|Properties|"Ref": |"Fn::If": |"Fn::Sub": |${|${A}'.split("|"),
  ..."AWS::NoValue|Fn::ForEach::X".split("|"),
  ...["[", '{"a":', "- ", "[a,"].map((opening) => opening.repeat(120)),
];

interface Edit {
  readonly kind: "insert" | "remove" | "repeat" | "move" | "cut";
  readonly at: number;
  readonly to: number;
  readonly length: number;
  readonly snippet: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("insert", "insert", "remove", "repeat", "move", "cut"),
  at: fc.nat(),
  to: fc.nat(),
  length: fc.integer({ min: 1, max: 60 }),
  snippet: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...snippets) },
    { weight: 1, arbitrary: fc.string() },
  ),
});

/** Makes texts that differ from one of these by some edits, which insert characters that are hard to parse. */
export function mutatedTexts(originals: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([original, edits]) => edits.reduce(applyEdit, original));
}

function applyEdit(text: string, { kind, at, to, length, snippet }: Edit): string {
  const start = at % (text.length + 1);
  const target = to % (text.length + 1);
  const piece = text.slice(start, start + length);
  switch (kind) {
    case "insert":
      return text.slice(0, start) + snippet + text.slice(start);
    case "remove":
      return text.slice(0, start) + text.slice(start + length);
    case "repeat":
      return text.slice(0, start) + piece.repeat(2 + (to % 8)) + text.slice(start);
    case "move":
      return text.slice(0, target) + piece + text.slice(target);
    case "cut":
      // Most cuts are short, since a text that ends early soon fails.
      return to % 4 === 0 ? text.slice(0, start) : text.slice(0, -length);
  }
}

const key = fc.oneof(
  fc.constantFrom("Ref", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::GetAtt", "Fn::Select", "Fn::Transform"),
  fc.constantFrom(
    "Type",
    "Properties",
    "Condition",
    "Statement",
    "AWS",
    "Bool",
    "events",
    "http",
    "time",
    "interval",
  ),
  fc.constantFrom("constructor", "toString", "hasOwnProperty", "length", "0"),
);

/** Makes any JSON, with few members and with words of templates and settings. */
export const smallJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1e21,
      "",
      "*",
      "s3:*",
      "Deny",
      "AWS::NoValue",
      "${A}",
      "P1D",
    ),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

interface Change {
  readonly at: number;
  readonly kind: "replace" | "wrap" | "remove" | "copy";
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "replace", "wrap", "remove", "copy"),
  value: smallJson,
});

/**
 * Makes values that differ from one of these by some members, which are replaced, put into a function, removed or
 * copied.
 */
export function mutatedValues<T>(originals: readonly T[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(change, { minLength: 0, maxLength: 5 }))
    .map(([original, changes]) => {
      const root: Holder = { root: structuredClone(original) };
      for (const each of changes) applyChange(root, each);
      return root["root"];
    });
}

type Holder = Record<string, unknown>;

function applyChange(root: Holder, { at, kind, value }: Change): void {
  const members = membersIn(root);
  const picked = members[at % members.length];
  if (picked === undefined) return;
  const [holder, member] = picked;
  switch (kind) {
    case "replace":
      holder[member] = structuredClone(value);
      break;
    case "wrap":
      holder[member] = { "Fn::If": ["IsProd", holder[member], structuredClone(value)] };
      break;
    case "remove":
      delete holder[member];
      break;
    case "copy": {
      const [from, name] = members[(at * 31) % members.length] ?? picked;
      // The member is copied, since one object in two members could become a member of itself.
      holder[member] = structuredClone(from[name]);
    }
  }
}

/** Returns every member of every object and list, with its object or list. */
function membersIn(root: Holder): [Holder, string][] {
  const members: [Holder, string][] = [];
  const pending: Holder[] = [root];
  for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
    for (const [name, value] of Object.entries(holder)) {
      members.push([holder, name]);
      if (typeof value === "object" && value !== null) pending.push(value as Holder); // lists have members by index
    }
  }
  return members;
}
