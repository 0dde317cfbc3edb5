import {
  type AppWithStages,
  type Input,
  invalidInput,
  jsonPath,
  Problem,
  saveAppFor,
} from "@stagepass/contracts";
import type { Ports } from "../common/ports.ts";
import { readInput } from "../common/read-input.ts";

/** The settings of an application, as a client sends them. */
interface Settings {
  readonly description?: string | null | undefined;
  /** By stage; `default` is for all others. */
  readonly deploymentProfiles?: Readonly<Record<string, string | null | undefined>> | null | undefined;
}

type Asked = Pick<Input<typeof saveAppFor>, "keyDigest" | "org" | "app" | "only">;

/**
 * Saves an application with the profiles of its stages: everything, or nothing. Stages that are left out stay as they are.
 * Throws what saving throws, with the paths of violations translated into the fields that the client sent.
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

/** Translates the paths of the violations into the fields that the client sent. */
function asSent({ facts: { errors = [] } }: Problem, stages: readonly string[]): Problem {
  return invalidInput(
    errors.map(({ path, message }) => ({
      path: pathAsSent(path, stages),
      message: `${message.replace(/[^.?]$/, "$&.")} Nothing was saved.`,
    })),
  );
}

function pathAsSent(path: string, stages: readonly string[]): string {
  if (path === "$.defaultProfile") return "$.deploymentProfiles.default";
  const index = /^\$\.stages\[(\d+)\]/.exec(path)?.[1];
  const stage = index === undefined ? undefined : stages[Number(index)];
  return stage === undefined ? path : jsonPath(["deploymentProfiles", stage]);
}
