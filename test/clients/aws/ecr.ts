import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { Service } from "./service.ts";

/** ECR without any repository. The later clients look for one before they remove a service. */
export const ecr: Service = {
  actionOf: ({ headers }) => headers.get("x-amz-target")?.split(".").at(-1) ?? "",
  answer: () => {
    throw new AwsError("RepositoryNotFoundException", "The repository does not exist in the registry.");
  },
  formatError: ({ status, code, message }) => ({
    status,
    contentType: "application/x-amz-json-1.1",
    body: JSON.stringify({ __type: code, message }),
  }),
};
