/** The headers of a request between services. The time left travels as a duration, since clocks differ. */
export const header = {
  requestId: "Stagepass-Request-Id",
  timeoutMs: "Stagepass-Timeout-Ms",
  traceparent: "traceparent",
} as const;
