import { expect, test } from "vitest";
import { parseNobody } from "./postgres-root-home.ts";

test("the ids of nobody are read from /etc/passwd, and not from a user whose name ends in nobody", () => {
  const passwd = `root:x:0:0:root:/root:/bin/sh
notnobody:x:7:7::/:/bin/false
nobody:x:99:98:nobody:/nonexistent:/usr/sbin/nologin
`;
  expect(parseNobody(passwd)).toEqual({ uid: 99, gid: 98 });
});

test("the usual ids of nobody are used when /etc/passwd has no nobody", () => {
  expect(parseNobody("root:x:0:0:root:/root:/bin/sh\n")).toEqual({ uid: 65_534, gid: 65_534 });
});
