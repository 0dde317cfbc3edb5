import { Pair, Scalar, type Tags, YAMLMap, YAMLSeq } from "yaml";

/** The functions that CloudFormation's YAML can write as a tag, such as `!Sub`. */
const functions = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
];

/** The tags of CloudFormation's short forms: `!Sub text` is read as `{ "Fn::Sub": text }`. */
export const shortForms: Tags = [
  ...tagsOf("Ref", "Ref"),
  ...tagsOf("Condition", "Condition"),
  ...functions.flatMap((name) => tagsOf(name, `Fn::${name}`)),
];

function tagsOf(shortName: string, longName: string): Exclude<Tags[number], string>[] {
  const tag = `!${shortName}`;
  const operand = (text: string) => (shortName === "GetAtt" ? attribute(text) : text);
  return [
    { tag, resolve: (text: string) => ({ [longName]: operand(text) }) },
    { tag, collection: "seq", nodeClass: YAMLSeq, resolve: (list) => longForm(longName, list) },
    { tag, collection: "map", nodeClass: YAMLMap, resolve: (map) => longForm(longName, map) },
  ];
}

function longForm(longName: string, operand: unknown): YAMLMap {
  const map = new YAMLMap();
  map.add(new Pair(new Scalar(longName), operand));
  return map;
}

/** The short form joins with a dot what is a list in the long form; the attribute may have dots of its own. */
function attribute(text: string): string[] {
  const dot = text.indexOf(".");
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
