import { defineRoute, invalidInput, ParameterKey, ParameterValue } from "@stagepass/contracts";
import { handle } from "@stagepass/runtime";
import { z } from "zod";
import { admitClient } from "../../clients/admit-client.ts";
import type { Ports } from "../../common/ports.ts";
import { readInput } from "../../common/read-input.ts";
import { AtLink, type LinkType, linkedTarget, linkTypes, managing } from "./target-routes.ts";

/**
 * A parameter in a list. The library passes on what it gets, and no client reads it: the fields are those that the clients
 * read when they deploy, with the key as the id. Values cannot be read back, so that `paramValue` is always null.
 */
const ListedParam = z.object({
  paramUid: z.string(),
  paramName: z.string(),
  paramValue: z.null(),
  paramType: z.enum(["services", "instances"]),
});

const Named = z.object({ result: z.object({ paramUid: z.string(), paramName: z.string() }) });

/** The routes by which the client library manages the parameters of services and of instances. */
export function parameterRoutes(ports: Ports) {
  return linkTypes.flatMap((type) => routesOf(ports, type));
}

function routesOf(ports: Ports, type: LinkType) {
  const all = { ...managing, path: `${type.path}/params`, params: AtLink } as const;
  const one = {
    ...managing,
    path: `${type.path}/params/{paramUid}`,
    params: AtLink.extend({ paramUid: ParameterKey }),
  } as const;
  const listParams = defineRoute({
    ...all,
    method: "GET",
    summary: "Which parameters are set here?",
    action: "provider:read",
    response: z.object({ result: z.array(ListedParam) }),
  });
  const createParam = defineRoute({
    ...all,
    method: "POST",
    summary: "Add a parameter",
    action: "parameter:write",
    body: z.object({ paramName: z.string(), paramValue: ParameterValue }),
    response: Named,
  });
  const updateParam = defineRoute({
    ...one,
    method: "PUT",
    summary: "Change the value of a parameter",
    action: "parameter:write",
    body: z.object({ paramName: z.string().optional(), paramValue: ParameterValue }),
    response: Named,
  });
  const deleteParam = defineRoute({
    ...one,
    method: "DELETE",
    summary: "Remove a parameter",
    action: "parameter:write",
    response: z.object({}),
  });
  const at = async (request: Parameters<typeof admitClient>[1], linkUid: string) => {
    const { keyDigest, org } = await admitClient(ports, request);
    return { keyDigest, org, ...linkedTarget(type, linkUid) };
  };
  return [
    handle(listParams, async ({ params, ...request }) => {
      const { parameters } = await ports.getTarget(await at(request, params.linkUid));
      // A key that hides one that is set further away has no value, and the library no word for it.
      const set = parameters.filter((parameter) => !("none" in parameter));
      return {
        result: set.map(({ key }) => ({
          ...namedOf(key),
          paramValue: null,
          paramType: type.paramType,
        })),
      };
    }),
    handle(createParam, async ({ params, body, ...request }) => {
      const parameter = readInput(ParameterKey, body.paramName, ["paramName"]);
      const content = { value: body.paramValue };
      await ports.saveTargetParameter({
        ...(await at(request, params.linkUid)),
        parameter,
        content,
        only: "create",
      });
      return { result: namedOf(parameter) };
    }),
    handle(updateParam, async ({ params, body, ...request }) => {
      const parameter = params.paramUid;
      if (body.paramName !== undefined && body.paramName !== parameter)
        throw invalidInput([{ path: "$.paramName", message: "does not change: add another parameter" }]);
      const content = { value: body.paramValue };
      await ports.saveTargetParameter({
        ...(await at(request, params.linkUid)),
        parameter,
        content,
        only: "change",
      });
      return { result: namedOf(parameter) };
    }),
    handle(deleteParam, async ({ params, ...request }) =>
      ports.deleteTargetParameter({ ...(await at(request, params.linkUid)), parameter: params.paramUid }),
    ),
  ];
}

function namedOf(key: string) {
  return { paramUid: key, paramName: key };
}
