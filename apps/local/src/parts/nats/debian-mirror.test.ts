import { expect, test } from "vitest";
import { findDebianMirror } from "./debian-mirror.ts";

const list = (text: string) => findDebianMirror([{ name: "sources.list", text }]);
const stanzas = (text: string) => findDebianMirror([{ name: "sources.list.d/debian.sources", text }]);

test("the Debian mirror is found in a line of sources.list", () => {
  expect(list("deb http://mirror.example/debian bookworm main\n")).toBe("http://mirror.example/debian");
  expect(list("deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/d/ trixie main contrib")).toBe(
    "https://mirror.example/d/",
  );
});

test("comments, source packages, security suites and other distributions in sources.list are ignored", () => {
  const text = `# deb http://comment.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
deb http://ubuntu.example/ubuntu noble main
deb cdrom:[Debian GNU/Linux 12 Bookworm]/ bookworm main
`;
  expect(list(text)).toBeUndefined();
  expect(list(`${text}deb http://mirror.example/debian bookworm main`)).toBe("http://mirror.example/debian");
});

test("the Debian mirror is found in a stanza of a .sources file", () => {
  expect(
    stanzas(`Types: deb deb-src
# a comment between fields
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm bookworm-updates
Components: main
`),
  ).toBe("http://mirror.example/debian");
});

test("a value in a .sources file may continue in the next lines", () => {
  expect(
    stanzas("types: deb\nuris:\n http://mirror.example/debian\nsuites:\n bookworm-updates\n bookworm\n"),
  ).toBe("http://mirror.example/debian");
});

test("disabled stanzas, security suites and source-only stanzas in a .sources file are ignored", () => {
  expect(
    stanzas(`Enabled: no
Types: deb
URIs: http://disabled.example/debian
Suites: bookworm

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security

Types: deb-src
URIs: http://source.example/debian
Suites: bookworm
`),
  ).toBeUndefined();
});
