import { AwsError } from "../../../apps/aws-stand-in/src/http/aws-error.ts";
import type { Stack } from "./stack.ts";
import type { XmlContent } from "./xml.ts";

/**
 * The change sets of all stacks, at most one for each. A change set holds the stack as it will be after the execution.
 */
export class ChangeSets {
  readonly #stacks = new Map<string, Stack>();

  create(stack: Stack): XmlContent {
    this.#stacks.set(stack.name, stack);
    return { Id: `${stack.id}/change-set`, StackId: stack.id };
  }

  /** Describes the change set of a stack. Throws ChangeSetNotFound. */
  describe(stackName: string): XmlContent {
    const { id, name } = this.#get(stackName);
    return { StackId: id, StackName: name, Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE" };
  }

  /** Executes the change set of a stack, and returns the stack afterwards. Throws ChangeSetNotFound. */
  execute(stackName: string): Stack {
    const stack = this.#get(stackName);
    this.delete(stackName);
    return stack;
  }

  /** Deletes the change set of a stack, if there is one. */
  delete(stackName: string): void {
    this.#stacks.delete(stackName);
  }

  #get(stackName: string): Stack {
    const stack = this.#stacks.get(stackName);
    if (stack === undefined) throw new AwsError("ChangeSetNotFound", "The change set does not exist.", 404);
    return stack;
  }
}
