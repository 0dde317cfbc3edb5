import type { CallLog } from "./calls/call-log.ts";
import type { Fault, Faults } from "./calls/faults.ts";
import { type AwsError, CommonError, toAwsError } from "./http/aws-error.ts";
import type { HttpAnswer, HttpRequest } from "./http/http.ts";
import { authenticate, type Keys } from "./identity/authenticate.ts";
import type { AwsCall, AwsService } from "./services/aws-service.ts";
import { secretsManager } from "./services/secrets-manager/service.ts";
import { ssm } from "./services/ssm/service.ts";
import { sts } from "./services/sts/service.ts";
import type { Store } from "./state/store.ts";

/** The parts of a running stand-in that its endpoints share. */
export interface StandIn {
  readonly keys: Keys;
  readonly store: Store;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly now: () => Date;
}

/**
 * Answers a call to AWS. Returns `undefined` when a fault orders that no response comes. Every call is recorded,
 * however it ends.
 */
export async function answerAws(standIn: StandIn, request: HttpRequest): Promise<HttpAnswer | undefined> {
  const service = serviceOf(request.headers.get("x-amz-target"));
  const call = service.read(request);
  const fault = standIn.faults.take(service.name, call.action);
  if (fault !== undefined) {
    record(standIn, { service, request, call, outcome: `fault:${fault}` });
    return answerFault(fault, service, request.id);
  }
  try {
    const answer = await perform(standIn, { service, request, call });
    record(standIn, { service, request, call, outcome: "ok" });
    return answer;
  } catch (thrown) {
    const error = toAwsError(thrown, service.commonErrors);
    if (error.status >= 500) process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
    record(standIn, { service, request, call, outcome: error.code });
    return service.formatError(error, request.id);
  }
}

/** Returns the service that is called. They share one address, and all but STS name their operation in a header. */
function serviceOf(target: string | undefined): AwsService {
  if (target === undefined) return sts;
  return target.startsWith("AmazonSSM.") ? ssm : secretsManager;
}

interface Exchange {
  readonly service: AwsService;
  readonly request: HttpRequest;
  readonly call: AwsCall;
}

async function perform(standIn: StandIn, { service, request, call }: Exchange): Promise<HttpAnswer> {
  if (request.body === undefined) throw new CommonError("too-large", "The request body exceeds 1 MiB.");
  const now = standIn.now();
  const { caller, region } = await authenticate(request, standIn.keys, { service: service.name, now });
  return call.run({ caller, region, now, store: standIn.store, requestId: request.id });
}

function answerFault(kind: Fault["kind"], service: AwsService, requestId: string): HttpAnswer | undefined {
  const answer = (error: AwsError) => service.formatError(error, requestId);
  switch (kind) {
    case "throttle":
      return answer(toAwsError(new CommonError("throttled", "Rate exceeded"), service.commonErrors));
    case "error":
      return answer(
        toAwsError(new CommonError("internal", "We encountered an internal error."), service.commonErrors),
      );
    case "nonsense":
      return { status: 200, contentType: "text/html", body: "<html><body>nonsense<//" };
    case "timeout":
      return undefined;
  }
}

function record(standIn: StandIn, { service, request, call, outcome }: Exchange & { outcome: string }): void {
  // The header is read leniently, since calls that fail to authenticate are recorded, too.
  const scope = /Credential=([^,\s]*)/.exec(request.headers.get("authorization") ?? "")?.[1];
  const [accessKeyId, , region] = scope?.split("/") ?? [];
  standIn.calls.record({
    time: standIn.now().toISOString(),
    requestId: request.id,
    service: service.name,
    action: call.action,
    accessKeyId,
    region,
    ...call.details,
    outcome,
  });
}
