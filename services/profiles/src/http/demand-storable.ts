import { invalidInput } from "@stagepass/contracts";
import type { BoundRoute } from "@stagepass/runtime";
import { unstorableTexts } from "../domain/storable-text.ts";

/** The route, refusing text that the database cannot keep before anything is done with it. */
export function demandStorable({ contract, handler }: BoundRoute): BoundRoute {
  return {
    contract,
    handler: (request) => {
      const { params, body } = request;
      const mistakes = [...unstorableTexts(params, ["params"]), ...unstorableTexts(body)];
      if (mistakes.length > 0) throw invalidInput(mistakes);
      return handler(request);
    },
  };
}
