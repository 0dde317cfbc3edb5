/** The headers of a request between services. The remaining time is sent as a duration, since clocks differ. */
export const header = {
  requestId: "Stagepass-Request-Id",
  timeoutMs: "Stagepass-Timeout-Ms",
  traceparent: "traceparent",
} as const;
