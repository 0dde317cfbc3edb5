import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test.each([
  [{ code: "503" }, "jetstream-off"],
  [{ api_error: { code: 503, err_code: 10_039 } }, "jetstream-off"],
  [{ api_error: { code: 404, err_code: 10_059 } }, "stream-missing"],
  [
    { code: "PERMISSIONS_VIOLATION", permissionContext: { operation: "publish", subject: "a" } },
    "not-permitted",
  ],
  [{ code: "CONNECTION_DRAINING" }, "closed"],
  [{ code: "TIMEOUT" }, "unanswered"],
  [{ code: "400" }, "failed"],
])("an error of NATS with %j becomes a SubscribeError with the code %s", (facts, code) => {
  const error = Object.assign(new Error("said NATS"), facts);
  expect(explainFailure(error)).toMatchObject({ code, cause: error });
});
