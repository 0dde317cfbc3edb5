import type { CallDetails } from "../../calls/call-log.ts";
import { AwsError, CommonError, type CommonErrorTable } from "../../http/aws-error.ts";
import type { HttpAnswer } from "../../http/http.ts";
import type { AwsService, CallContext } from "../aws-service.ts";
import { assumeRole } from "./assume-role.ts";
import { type Form, parseForm } from "./form.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { toDocument, type XmlContent } from "./xml.ts";

const VERSION = "2011-06-15";

/** The codes of STS's common errors, from its API reference. */
const commonErrors: CommonErrorTable = {
  "missing-token": { code: "MissingAuthenticationToken", status: 403 },
  "incomplete-signature": { code: "IncompleteSignature", status: 400 },
  "unknown-key": { code: "InvalidClientTokenId", status: 403 },
  "expired-token": { code: "ExpiredToken", status: 403 },
  "signature-mismatch": { code: "SignatureDoesNotMatch", status: 403 },
  "access-denied": { code: "AccessDenied", status: 403 },
  "unknown-action": { code: "InvalidAction", status: 400 },
  "too-large": { code: "RequestEntityTooLarge", status: 413 },
  throttled: { code: "Throttling", status: 400 },
  internal: { code: "InternalFailure", status: 500 },
};

/** STS over AWS's query protocol, whose requests are forms and whose responses are XML. */
export const sts: AwsService = {
  name: "sts",
  commonErrors,
  read(request) {
    const form = parseForm(request.body?.toString() ?? "");
    const action = form.text("Action") ?? "";
    return { action, details: describe(form), run: async (context) => run(action, form, context) };
  },
  formatError(error, requestId) {
    const told = {
      Type: error.status < 500 ? "Sender" : "Receiver",
      Code: error.code,
      Message: error.message,
    };
    return xml(error.status, toDocument("ErrorResponse", { Error: told, RequestId: requestId }));
  },
};

function run(action: string, form: Form, context: CallContext): HttpAnswer {
  const document = toDocument(`${action}Response`, {
    [`${action}Result`]: perform(action, form, context),
    ResponseMetadata: { RequestId: context.requestId },
  });
  return xml(200, document);
}

function perform(action: string, form: Form, { caller, now, store }: CallContext): XmlContent {
  const version = form.text("Version") ?? "";
  if (action === "") throw new AwsError("MissingAction", "The request must contain the parameter Action.");
  if (version === VERSION) {
    if (action === "AssumeRole") return assumeRole(form, { state: store.state, caller, now });
    if (action === "GetCallerIdentity") return getCallerIdentity(caller);
  }
  throw new CommonError("unknown-action", `Could not find operation ${action} for version ${version}`);
}

function describe(form: Form): CallDetails {
  const listed = <T>(list: T[]) => (list.length > 0 ? list : undefined);
  const tags = listed(form.structures("Tags"))?.map((tag) => [tag.get("Key"), tag.get("Value") ?? ""]);
  return {
    roleArn: form.text("RoleArn"),
    roleSessionName: form.text("RoleSessionName"),
    externalId: form.text("ExternalId"),
    sourceIdentity: form.text("SourceIdentity"),
    durationSeconds: form.text("DurationSeconds"),
    tags: tags && Object.fromEntries(tags),
    transitiveTagKeys: listed(form.texts("TransitiveTagKeys")),
    policy: form.text("Policy"),
    policyArns: listed(form.structures("PolicyArns").map((it) => it.get("arn") ?? "")),
  };
}

function xml(status: number, body: string): HttpAnswer {
  return { status, contentType: "text/xml", body };
}
