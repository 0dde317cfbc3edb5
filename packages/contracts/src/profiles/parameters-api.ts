import { z } from "zod";
import { defineRoute } from "../define/define-route.ts";
import { OrgName, ProfileName } from "../values/names.ts";
import { ParameterContent, ParameterKey } from "../values/parameter.ts";
import { ProfileView } from "./profiles-api.ts";

const service = "profiles";
const AtParameter = z.object({ org: OrgName, profile: ProfileName, key: ParameterKey });

/** Conditions compare the profile's version, which is the tag of all its parts; `*` asks whether the key is there. */
export const putParameter = defineRoute({
  service,
  method: "PUT",
  path: "/v1/orgs/{org}/profiles/{profile}/parameters/{key}",
  summary: "Add or change one parameter of a deployment profile, as a new version; the others stay",
  allow: ["admin"],
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
  allow: ["admin"],
  params: AtParameter,
  status: 204,
  throws: [],
});
