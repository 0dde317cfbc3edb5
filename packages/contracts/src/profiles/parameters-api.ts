import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgName, ProfileName } from "../values/names.ts";
import { ParameterContent, ParameterKey } from "../values/parameter.ts";
import { ProfileView } from "./profiles-api.ts";

const service = "profiles";
const AtParameter = z.object({ org: OrgName, profile: ProfileName, key: ParameterKey });

/** `If-Match` and `If-None-Match` take the version of the profile; `*` asks whether it has a parameter with this key. */
export const putParameter = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/profiles/{profile}/parameters/{key}",
  summary: "Add or change one parameter of a deployment profile, as a new version; the others stay",
  action: "parameter:write",
  params: AtParameter,
  body: ParameterContent,
  response: ProfileView,
  throws: [],
});

export const deleteParameter = defineRoute({
  service,
  method: "DELETE",
  path: "/v1/orgs/{org}/profiles/{profile}/parameters/{key}",
  summary: "Remove one parameter of a deployment profile, as a new version; the others stay",
  action: "parameter:write",
  params: AtParameter,
  status: 204,
  throws: [],
});
