import { makeTarget } from "../../../test/support/target.ts";

/** The deployment for which the tests issue credentials. */
export const target = makeTarget();
export const deploymentId = "dep_q3Jx0W8cT1e2mN5uYb7Zaw";
export const roleArn = "arn:aws:iam::222222222222:role/deploy";
export const accessRole = { roleArn, durationSeconds: 3_600 };
