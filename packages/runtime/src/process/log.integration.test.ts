import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../../../test/support/eventually.ts";
import { deadlineIn, runInContext } from "./context.ts";
import { gatherLines } from "./gather-lines.ts";
import { createLog, type Log, plainLog, redactedPaths } from "./log.ts";

/** The lines in the file of a log after `write`, once there are at least as many as expected. */
async function written(lines: number, write: (log: Log) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagepass-log-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "test.log");
  const log = createLog({ level: "info", file });
  write(log);
  return eventually(async () => {
    const text = await readFile(file, "utf8").catch(() => "");
    return text.split("\n").length > lines ? text : undefined;
  }, `${lines} lines in the log`);
}

test("every field that the contracts mark as secret is redacted, at the top of a line or below a key", async () => {
  const credentials = { accessKeyId: "ASIA1", secretAccessKey: "hunter2", sessionToken: "hunter2" };
  const parameters = [{ key: "DB_URL", value: "hunter2" }];
  const text = await written(4, (log) => {
    log.info({ credentials, parameters }, "a resolution");
    log.info({ answer: { credentials, parameters } }, "under a key");
    log.info(credentials, "alone");
    log.info({ body: { adminKey: "hunter2" } }, "an organization");
  });
  expect(text).not.toContain("hunter2");
  expect(text).toContain("[secret]");
  expect(text).toContain("ASIA1");
});

test("a plain line has what every line has, and no field that is named as a secret", async () => {
  const text = await written(1, (log) => {
    const service = log.child({ service: "resolver" });
    plainLog(service).info(
      { requestId: "req_12345678", status: 200, adminKey: "hunter2" },
      "request answered",
    );
  });
  expect(JSON.parse(text)).toEqual({
    level: "info",
    time: expect.any(String),
    service: "resolver",
    requestId: "req_12345678",
    status: 200,
    adminKey: "[secret]",
    msg: "request answered",
  });
});

test("each line of a request has its id and its trace", async () => {
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-00`;
  const text = await written(2, (log) => {
    runInContext({ requestId: "req_12345678", traceparent, deadline: deadlineIn(1_000) }, () =>
      log.info("inside"),
    );
    log.info("outside");
  });
  const [inside, outside] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(inside).toMatchObject({
    requestId: "req_12345678",
    traceId: "a".repeat(32),
    level: "info",
    msg: "inside",
  });
  expect(outside).not.toHaveProperty("requestId");
});

test("pino tells what gathers the lines of a log their level", async () => {
  const said: string[] = [];
  const destination = { write: (text: string) => void said.push(text), flushSync: () => {} };
  const log = pino({}, gatherLines(destination));
  log.info("waits");
  expect(said).toEqual([]);
  log.warn("does not");
  expect(said).toEqual([expect.stringMatching(/waits.*\n.*does not/)]);
});

test("the redacted paths include secrets of requests and of endpoints", () => {
  expect(redactedPaths()).toEqual(
    expect.arrayContaining([
      "secretAccessKey",
      "*.credentials.sessionToken",
      "parameters[*].value",
      "adminKey",
    ]),
  );
});
