import { expect, test } from "vitest";
import { proxyLines } from "./debian-package.ts";

test("only the network settings of the system's apt configuration are kept, and no hooks", () => {
  const dump = `APT::Update::Post-Invoke:: "rm -f /var/cache/apt/*.bin";
Acquire "";
Acquire::Languages "";
Acquire::http "";
Acquire::http::Proxy "http://proxy.example:3128";
Acquire::https::Verify-Peer "true";
Acquire::ForceIPv4 "true";
Acquire::IndexTargets::deb::Packages::MetaKey "x";
`;
  expect(proxyLines(dump)).toBe(`Acquire::http::Proxy "http://proxy.example:3128";
Acquire::https::Verify-Peer "true";
Acquire::ForceIPv4 "true";`);
});
