import { z } from "zod";

/** A failure that is ordered for the next calls of a service, or of one of its actions. */
export const Fault = z.strictObject({
  service: z.enum(["sts", "secretsmanager", "ssm"]),
  action: z.string().min(1).optional(),
  kind: z.enum(["throttle", "error", "timeout", "nonsense"]),
  times: z.int().min(1).max(1_000_000).default(1),
});
export type Fault = z.infer<typeof Fault>;

/** The ordered faults. Each call that meets a fault uses it up by one. */
export class Faults {
  #faults: Fault[] = [];

  /** Orders a fault. It replaces an earlier one for the same service and action. */
  put(fault: Fault): void {
    const others = this.#faults.filter((it) => it.service !== fault.service || it.action !== fault.action);
    this.#faults = [...others, fault];
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /**
   * Returns the kind of fault that this call meets, if any. A fault for exactly this action is used before one for the
   * service.
   */
  take(service: string, action: string): Fault["kind"] | undefined {
    const due = this.#faults.filter(
      (it) => it.service === service && [undefined, action].includes(it.action),
    );
    const fault = due.find((it) => it.action === action) ?? due[0];
    if (fault === undefined) return undefined;
    const left = { ...fault, times: fault.times - 1 };
    this.#faults = this.#faults.map((it) => (it === fault ? left : it)).filter((it) => it.times > 0);
    return fault.kind;
  }
}
