import { AWS_REGIONS } from "@aws-cdk/region-info/lib/aws-entities.js";
import { defineRoute, problemCodes } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";

/**
 * The names of all regions of AWS, in all partitions. The clients refuse to deploy to any other region. The list comes
 * from AWS's own CDK, which is released every week or two; the list in AWS's SDK is internal. Only the file with the names
 * is loaded: the package's facts about each region would take 20 MB of memory.
 */
export const regions: readonly string[] = AWS_REGIONS.toSorted();

/** The id of the account that would read logs. There is none, but the clients expect an id. */
const noAccount = "000000000000";

const getMeta = defineRoute({
  service: "legacy",
  method: "GET",
  path: "/core/meta",
  summary: "Which regions are there?",
  // The later clients send no key here. The answer is public knowledge.
  action: "public",
  throws: problemCodes,
  response: z.object({ awsAccountId: z.string(), supportedRegions: z.array(z.string()) }),
});

/** The route that the clients call before they package. */
export const metaRoutes = [
  handle(getMeta, () => ({ awsAccountId: noAccount, supportedRegions: [...regions] })),
];
