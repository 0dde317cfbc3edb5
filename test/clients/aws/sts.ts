import { memoryStore } from "../../../apps/aws-stand-in/src/store.ts";
import { sts as standInSts } from "../../../apps/aws-stand-in/src/sts/service.ts";
import type { Service } from "./service.ts";

/** STS as the stand-in speaks it: who is calling. */
export const sts: Service = {
  actionOf: (request) => standInSts.read(request).action,
  answer: ({ request, caller, region }) =>
    standInSts
      .read(request)
      .run({ caller, region, now: new Date(), store: memoryStore(), requestId: request.id }),
  refuse: standInSts.refuse,
};
