import type { WatchAws } from "@stagepass/runtime";
import { toFailure } from "./failure.ts";

interface Metadata {
  readonly httpStatusCode?: number | undefined;
  readonly attempts?: number | undefined;
}

/**
 * A middleware that has all calls of a client watched, each with all its attempts. It looks at nothing of what is sent and
 * received but the SDK's own facts about the exchange.
 */
export function watched(watch: WatchAws, service: string, region: string) {
  return <A, R extends { output: { $metadata: Metadata } }>(
    next: (args: A) => Promise<R>,
    { commandName = "" }: { commandName?: string },
  ) =>
    async (args: A): Promise<R> => {
      const operation = commandName.replace(/Command$/, "");
      const end = watch({ service, operation, region });
      try {
        const result = await next(args);
        const { httpStatusCode: status, attempts } = result.output.$metadata;
        end({ outcome: "ok", status, attempts });
        return result;
      } catch (error) {
        const { kind, isThrottled, httpStatus: status, attempts } = toFailure(operation, error);
        end({ outcome: isThrottled ? "throttled" : kind, status, attempts });
        throw error;
      }
    };
}
