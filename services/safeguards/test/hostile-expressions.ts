/** So long that two loops over it take any machine seconds. */
const many = `(${Array(8).fill("resources").join(" + ")})`;
const macros = ["all(x, ", "exists(x, ", "exists_one(x, ", "filter(x, ", "map(x, "];

/** Expressions that want what they must not get, by what they want. Each passes only if it got it. */
export const hostileExpressions: Readonly<Record<string, readonly string[]>> = {
  "loop in loops": [
    ...macros.flatMap((outer) =>
      macros.map((inner) => `resources.${outer}resources.${inner}resources.all(y, true))) != null`),
    ),
    `${many}.map(a, ${many}.map(b, a.type + b.type).size()).size() > 0`,
    `[${`${many}.all(a, ${many}.all(b, a == b || true)),`.repeat(8)} true].all(x, x) || true`,
  ],
  "be too large": [
    `${"(".repeat(40)}true${")".repeat(40)}`,
    "[".repeat(2_000) + "]".repeat(2_000),
    `${'{"a":'.repeat(100)}1${"}".repeat(100)}`,
    `${"!".repeat(4_000)}false`,
    `${"-".repeat(4_000)}1 < 0`,
    `${"true ? ".repeat(500)}true${" : false".repeat(500)}`,
    `true${" && true".repeat(400)}`,
    `[${"1,".repeat(600)}1].size() > 0`,
    `declaration${".a".repeat(1_000)} == 1`,
    `size(${"string(".repeat(31)}true${")".repeat(31)}) > 0 && ${"f(".repeat(33)}1${")".repeat(33)}`,
    `"${"x".repeat(5_000)}" != "" && unknown`,
    "true /",
    "tr\u0000ue",
  ],
  "grow without a loop": [
    `"a"${'.replace("a", "aaaaaaaaaa")'.repeat(12)}.size() > 0`,
    `"a"${'.replace("", "aaaaaaaaaa")'.repeat(12)}.size() > 0`,
    `"aaaaaaaaaa"${'.split("").join("bbbbbbbbbb")'.repeat(15)}.size() > 0`,
    `"%s%s%s%s".format(["x","x","x","x"])${'.replace("x", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")'.repeat(9)}.matches("(x*)*$")`,
    `resources.map(a, resources.map(b, "${"x".repeat(900)}".replace("x", "${"y".repeat(900)}"))).size() > 0`,
    `resources.map(a, resources.map(b, resources + resources)).size() < 0`,
    `"x".matches("${"(x{1,1000}){1,1000}".repeat(5)}")`,
    `"x".matches("${"((((x*)*)*)*)*".repeat(30)}y")`,
  ],
  "name the engine's insides": [
    ...[
      "constructor",
      "__proto__",
      "toString",
      "process",
      "globalThis",
      "this",
      "require",
      "hasOwnProperty",
      "eval",
    ].map((name) => `${name} != null`),
    ...["constructor", "__proto__", "prototype", "toString", "_map", "size"].map(
      (name) => `declaration.${name} != null`,
    ),
    'declaration["__proto__"] != null',
    'target["constructor"]("return process")() != null',
    '"x".constructor("return process") != null',
    "`@inTime`() && true",
    "@result == true",
    "google.protobuf.Any{} != null",
    "resources.__proto__.x == 1",
  ],
  "be truthy, but not true": [
    ...[
      '"true"',
      "1",
      "1u",
      "1.0",
      "[true]",
      '{"a": true}',
      "null",
      "bool",
      "now",
      'duration("1h")',
      'b"true"',
    ],
    ...[
      "1 / 0 == 1",
      "9223372036854775807 + 1 > 0",
      'int("x") == 1',
      "resources[99999].type != null",
      "[1][-1] == 1",
    ],
    ...[
      "declaration.missing",
      "declaration.missing || false",
      "!declaration.missing",
      '"a" < 1',
      "[] + 1 == []",
    ],
    ...[
      "resources.all(r, r.missing)",
      "resources.exists(r, r.missing == 1)",
      "type(1) == string",
      "dyn([1]) == 1",
    ],
    ...[
      'timestamp("x") < now',
      '"x".matches("(")',
      "true ? missing : true",
      "false ? true : 1",
      "size(1) > 0",
    ],
  ],
};
