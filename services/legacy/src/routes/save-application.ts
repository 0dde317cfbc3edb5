import {
  type AppWithStages,
  type Input,
  invalidInput,
  jsonPath,
  Problem,
  saveAppFor,
} from "@stagepass/contracts";
import type { Ports } from "../ports.ts";
import { readInput } from "../read-input.ts";

/** An application's settings, in the words of a client. */
interface Settings {
  readonly description?: string | null | undefined;
  /** By stage; `default` is for all others. */
  readonly deploymentProfiles?: Readonly<Record<string, string | null | undefined>> | null | undefined;
}

type Asked = Pick<Input<typeof saveAppFor>, "keyDigest" | "org" | "app" | "only">;

/**
 * Saves an application with the profiles of its stages, all of it or nothing; stages that are left out stay as they are.
 * Throws what saving throws, with mistakes at their places in what the client sent.
 */
export async function saveApplication(
  ports: Pick<Ports, "saveApp">,
  asked: Asked,
  { description, deploymentProfiles }: Settings,
): Promise<AppWithStages> {
  const { default: defaultProfile, ...ofStages } = deploymentProfiles ?? {};
  const names = Object.keys(ofStages);
  try {
    const stages = readInput(
      saveAppFor.input.shape.stages,
      Object.entries(ofStages).map(([stage, profile]) => ({ stage, profile })),
      ["stages"],
    );
    const settings = {
      ...(typeof description === "string" && { description }),
      ...(defaultProfile !== undefined && { defaultProfile }),
    };
    return (await ports.saveApp({ ...asked, ...settings, stages })).app;
  } catch (error) {
    throw error instanceof Problem && error.code === "invalid" ? asSent(error, names) : error;
  }
}

/** The problem with its mistakes where the client made them. */
function asSent({ facts: { errors = [] } }: Problem, stages: readonly string[]): Problem {
  return invalidInput(
    errors.map(({ path, message }) => ({
      path: placeOf(path, stages),
      message: `${message.replace(/[^.?]$/, "$&.")} Nothing was saved.`,
    })),
  );
}

function placeOf(path: string, stages: readonly string[]): string {
  if (path === "$.defaultProfile") return "$.deploymentProfiles.default";
  const index = /^\$\.stages\[(\d+)\]/.exec(path)?.[1];
  const stage = index === undefined ? undefined : stages[Number(index)];
  return stage === undefined ? path : jsonPath(["deploymentProfiles", stage]);
}
