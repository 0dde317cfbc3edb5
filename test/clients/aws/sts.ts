import { sts as standInSts } from "../../../apps/aws-stand-in/src/services/sts/service.ts";
import { memoryStore } from "../../../apps/aws-stand-in/src/state/store.ts";
import type { Service } from "./service.ts";

/** STS as the stand-in implements it. */
export const sts: Service = {
  actionOf: (request) => standInSts.read(request).action,
  answer: ({ request, caller, region }) =>
    standInSts
      .read(request)
      .run({ caller, region, now: new Date(), store: memoryStore(), requestId: request.id }),
  formatError: standInSts.formatError,
};
