import { ProblemBody } from "@stagepass/contracts";

/** Says that Stagepass answered a call with a problem. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, { code, detail }: Pick<ProblemBody, "code" | "detail">) {
    super(detail);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

/** Calls the stack's API over HTTP. Throws `ApiError`. */
export async function callApi(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.ok) return text === "" ? undefined : JSON.parse(text);
  throw new ApiError(answer.status, ProblemBody.parse(JSON.parse(text)));
}
