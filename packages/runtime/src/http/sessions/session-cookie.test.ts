import { expect, test } from "vitest";
import { readSessionToken, sessionCookie } from "./session-cookie.ts";

const session = { token: "t0ken", expiresAt: new Date("2026-11-22T12:00:00Z") };

test.each(["stagepass.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5:4000", ""])(
  "the cookie for the host %j needs TLS and stays with this host",
  (host) => {
    expect(sessionCookie({ host }, session)).toBe(
      "__Host-stagepass_session=t0ken; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Sun, 22 Nov 2026 12:00:00 GMT",
    );
  },
);

test.each([
  ["localhost:4000", "stagepass_session_4000"],
  ["127.0.0.1", "stagepass_session_80"],
  ["[::1]:4100", "stagepass_session_4100"],
])("the cookie for the host %s is %s, which browsers accept without TLS", (host, name) => {
  const cookie = sessionCookie({ host }, session);
  expect(cookie.startsWith(`${name}=t0ken; `)).toBe(true);
  expect(cookie).not.toContain("Secure");
});

test("a token is read from the cookie of this host and port alone", () => {
  const cookie =
    "theme=dark; stagepass_session_4000=mine; stagepass_session_4100=other; __Host-stagepass_session=tls";
  expect(readSessionToken({ host: "localhost:4000", cookie })).toBe("mine");
  expect(readSessionToken({ host: "stagepass.example", cookie })).toBe("tls");
  expect(readSessionToken({ host: "localhost:4200", cookie })).toBeUndefined();
  expect(readSessionToken({ host: "localhost:4000", cookie: "stagepass_session_4000=" })).toBeUndefined();
  expect(readSessionToken({ host: "localhost:4000" })).toBeUndefined();
});
