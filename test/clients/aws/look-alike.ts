import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { AwsError, toAwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import {
  createHttpServer,
  type HttpAnswer,
  type HttpRequest,
} from "../../../apps/aws-stand-in/src/http/http.ts";
import { authenticate, type Keys } from "../../../apps/aws-stand-in/src/identity/authenticate.ts";
import { authorize } from "../../../apps/aws-stand-in/src/policies/authorize.ts";
import { DEFAULT_CREDENTIALS } from "../../../apps/aws-stand-in/src/server.ts";
import { sts as standInSts } from "../../../apps/aws-stand-in/src/services/sts/service.ts";
import { parseState } from "../../../apps/aws-stand-in/src/state/state.ts";
import { Buckets } from "./buckets.ts";
import { cloudFormation } from "./cloudformation.ts";
import { ecr } from "./ecr.ts";
import { lambda } from "./lambda.ts";
import { s3 } from "./s3.ts";
import type { Service, SignedRequest } from "./service.ts";
import type { Stack } from "./stack.ts";
import { sts } from "./sts.ts";

/** Keys that exist on the machine of a person who deploys, and that permit everything. */
export const ambientCredentials = { accessKeyId: "AKIAAMBIENT000000001", secretAccessKey: "ambient-secret" };

/** A call that a client made to AWS. */
export interface AwsCall {
  /** The service as its host name spells it, and the operation, such as `cloudformation:CreateStack`. */
  readonly action: string;
  /** The access key id that the call claims. */
  readonly accessKeyId: string | undefined;
  /** The role whose session signed the call. It is undefined when the session is not one that Stagepass opened. */
  readonly roleArn: string | undefined;
  /** `ok`, or AWS's error code. */
  readonly outcome: string;
}

/** A running look-alike of the AWS services that a deploy calls. */
export interface AwsLookAlike {
  readonly url: string;
  /** Returns the calls since the last call of this function, oldest first. */
  takeCalls(): readonly AwsCall[];
  close(): Promise<void>;
}

/**
 * Starts a look-alike of AWS that accepts the sessions of one stand-in, given by its state file, and the ambient
 * credentials. A call with other keys, or with a wrong signature, fails as it would on AWS.
 */
export async function startAwsLookAlike(stateFile: string): Promise<AwsLookAlike> {
  const { sessionKey } = parseState(await readFile(stateFile, "utf8"));
  const keys = { user: DEFAULT_CREDENTIALS, sessionKey };
  const stacks = new Map<string, Stack>();
  const buckets = new Buckets();
  const services = new Map<string, Service>([
    ["cloudformation", cloudFormation(stacks, buckets)],
    ["ecr", ecr],
    ["lambda", lambda(stacks)],
    ["s3", s3(buckets)],
    ["sts", sts],
  ]);
  const calls: AwsCall[] = [];
  const now = () => new Date();
  const server = createHttpServer((request) => answer(request, { keys, services, calls }), now);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has such an address; only pipes have another kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    takeCalls: () => calls.splice(0),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface World {
  readonly keys: Keys;
  readonly services: ReadonlyMap<string, Service>;
  readonly calls: AwsCall[];
}

async function answer(request: HttpRequest, { keys, services, calls }: World): Promise<HttpAnswer> {
  const name = nameService(request.headers.get("host") ?? "");
  const service = services.get(name) ?? unknownService;
  const accessKeyId = /Credential=([^/]+)/.exec(request.headers.get("authorization") ?? "")?.[1];
  let roleArn: string | undefined;
  const record = (outcome: string) =>
    void calls.push({ action: `${name}:${service.actionOf(request)}`, accessKeyId, roleArn, outcome });
  try {
    const signed = await proveCaller(request, name, keys);
    roleArn = signed.caller.session?.roleArn;
    // STS tells every caller its identity. A session policy may forbid anything else.
    if (name !== "sts") authorize(signed.caller, `${name}:${service.actionOf(request)}`);
    const answered = await service.answer(signed);
    record("ok");
    return answered;
  } catch (thrown) {
    const error = toAwsError(thrown, standInSts.commonErrors);
    record(error.code);
    return service.formatError(error, request.id);
  }
}

async function proveCaller(request: HttpRequest, service: string, keys: Keys): Promise<SignedRequest> {
  const isAmbient = request.headers.get("authorization")?.includes(`=${ambientCredentials.accessKeyId}/`);
  const accepted = isAmbient ? { ...keys, user: { ...keys.user, ...ambientCredentials } } : keys;
  const { caller, region } = await authenticate(request, accepted, { service, now: new Date() });
  if (caller.session === undefined && !isAmbient) {
    throw new AwsError("AccessDenied", "This is Stagepass's own key, which no client may have.", 403);
  }
  return { request, caller, region };
}

/** Returns the service of an AWS host name such as `cloudformation.eu-central-1…`, `bucket.s3…` or `api.ecr…`. */
function nameService(host: string): string {
  return /(?:^|\.)s3[.-]/.test(host) ? "s3" : (host.replace(/^api\./, "").split(".")[0] ?? "");
}

const unknownService: Service = {
  actionOf: ({ method, path }) => `${method} ${path}`,
  answer: () => {
    throw new AwsError("NotImplemented", "The look-alike does not have this service.", 501);
  },
  formatError: ({ status, message }) => ({ status, contentType: "text/plain", body: message }),
};
