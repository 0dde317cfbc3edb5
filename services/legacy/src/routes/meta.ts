import { RegionInfo } from "@aws-cdk/region-info";
import { defineRoute } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";

/**
 * Every region of AWS, in all partitions, by name: the clients refuse to deploy to any other. The list is that of AWS's
 * own CDK, which is released every week or two, and its package has an API for it, where the SDK's list is internal.
 */
export const regions: readonly string[] = RegionInfo.regions.map(({ name }) => name).sort();

/** The account that would read logs. There is none, and clients only ask for its id. */
const noAccount = "000000000000";

const getMeta = defineRoute({
  service: "legacy",
  method: "GET",
  path: "/core/meta",
  summary: "Which regions are there?",
  // The later clients send no key here; what they get stands in AWS's documentation.
  allow: "anyone",
  response: z.object({ awsAccountId: z.string(), supportedRegions: z.array(z.string()) }),
});

/** What the clients ask before they package. */
export const metaRoutes = [
  handle(getMeta, () => ({ awsAccountId: noAccount, supportedRegions: [...regions] })),
];
