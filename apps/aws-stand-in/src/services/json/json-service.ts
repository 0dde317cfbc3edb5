import type { z } from "zod";
import { AwsError, CommonError, type CommonErrorTable } from "../../http/aws-error.ts";
import type { HttpAnswer } from "../../http/http.ts";
import type { AwsService, CallContext } from "../aws-service.ts";
import type { Operation } from "./operation.ts";

/** The codes of the common errors in services of the JSON protocol, from their API references. */
const commonErrors: CommonErrorTable = {
  "missing-token": { code: "MissingAuthenticationTokenException", status: 400 },
  "incomplete-signature": { code: "IncompleteSignatureException", status: 400 },
  "unknown-key": { code: "UnrecognizedClientException", status: 400 },
  "expired-token": { code: "ExpiredTokenException", status: 400 },
  "signature-mismatch": { code: "InvalidSignatureException", status: 400 },
  "access-denied": { code: "AccessDeniedException", status: 400 },
  "unknown-action": { code: "UnknownOperationException", status: 400 },
  "too-large": { code: "RequestEntityTooLargeException", status: 413 },
  throttled: { code: "ThrottlingException", status: 400 },
  internal: { code: "InternalServiceError", status: 500 },
};

/** What tells one service of the JSON protocol from another. */
interface JsonServiceOptions {
  readonly name: AwsService["name"];
  /** What stands before the operation in the header `x-amz-target`, with the dot. */
  readonly targetPrefix: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Returns the identifier in a request that the log of calls shows. It is never a value. */
  findId(body: unknown): string | undefined;
}

/** Makes a service over AWS's JSON 1.1 protocol, in which the header `x-amz-target` names the operation. */
export function jsonService({ name, targetPrefix, operations, findId }: JsonServiceOptions): AwsService {
  return {
    name,
    commonErrors,
    read(request) {
      const target = request.headers.get("x-amz-target") ?? "";
      const action = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
      const body = parseBody(request.body);
      return {
        action,
        details: { secretId: findId(body) },
        run: (context) => run(operations.get(action), body, context),
      };
    },
    formatError(error) {
      return json(error.status, { __type: error.code, message: error.message });
    },
  };
}

async function run(
  operation: Operation | undefined,
  body: unknown,
  context: CallContext,
): Promise<HttpAnswer> {
  if (operation === undefined)
    throw new CommonError("unknown-action", "The requested operation is not supported.");
  if (body === undefined)
    throw new AwsError("SerializationException", "Could not read the JSON of the request.");
  const input = operation.input.safeParse(body);
  if (!input.success) throw toValidationException(input.error);
  const output = operation.run(context, input.data);
  if (operation.changes) await context.store.save();
  return json(200, output);
}

function toValidationException(error: z.ZodError): AwsError {
  const count = `${error.issues.length} validation error${error.issues.length === 1 ? "" : "s"} detected`;
  const violations = error.issues.map(({ path, message }) => {
    const [first = "", ...rest] = path.join(".");
    return `Value at '${first.toLowerCase()}${rest.join("")}' failed to satisfy constraint: ${message}`;
  });
  return new AwsError("ValidationException", `${count}: ${violations.join("; ")}`);
}

/** Parses the JSON of a body. Returns `undefined`, which is no JSON value, when it cannot be parsed. */
function parseBody(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? "");
  } catch {
    return undefined;
  }
}

function json(status: number, body: object): HttpAnswer {
  return { status, contentType: "application/x-amz-json-1.1", body: JSON.stringify(body) };
}
