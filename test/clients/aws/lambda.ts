import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { Service } from "./service.ts";
import type { Stack } from "./stack.ts";

/** Lambda, which only says whether a function exists, and since when. */
export function lambda(stacks: ReadonlyMap<string, Stack>): Service {
  return {
    actionOf: ({ method, path }) =>
      method === "GET" && /^\/2015-03-31\/functions\/[^/]+$/.test(path) ? "GetFunction" : `${method} ${path}`,
    answer: ({ request }) => {
      const name = decodeURIComponent(request.path.split("/").at(-1) ?? "");
      const stack = [...stacks.values()].find(({ resources }) =>
        resources.some(({ type, physicalId }) => type === "AWS::Lambda::Function" && physicalId === name),
      );
      if (stack === undefined) {
        throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, 404);
      }
      const Configuration = { FunctionName: name, LastModified: stack.events[0]?.time };
      return { status: 200, contentType: "application/json", body: JSON.stringify({ Configuration }) };
    },
    formatError: ({ status, code, message }) => ({
      status,
      contentType: "application/json",
      headers: { "x-amzn-errortype": code },
      body: JSON.stringify({ message }),
    }),
  };
}
