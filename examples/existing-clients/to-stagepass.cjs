// Leads a Serverless Framework client to Stagepass, wherever that is:
//   STAGEPASS_URL=https://stagepass.example.com NODE_OPTIONS="--require /path/to/to-stagepass.cjs" serverless print
const http = require("node:http");
const https = require("node:https");

/** The hosts of the hosted dashboard, which these clients have built in. */
const hosts = new Set(["api.serverless.com", "sp-providers-v1.serverless-platform.com"]);

// biome-ignore lint/style/noProcessEnv: what runs before a program has nothing else to go by
const stagepass = new URL(process.env.STAGEPASS_URL ?? "http://localhost:3011");
const requestStagepass = (stagepass.protocol === "https:" ? https : http).request;

for (const module of [http, https]) {
  const { request } = module;
  module.request = (...args) => {
    const options = optionsOf(args);
    if (!hosts.has(options.hostname ?? options.host)) return request(...args);
    const { protocol, hostname, port, host } = stagepass;
    // An agent of the client's own may be for the other protocol.
    const to = { ...options, protocol, hostname, port, host: hostname, agent: undefined };
    return requestStagepass({ ...to, headers: { ...options.headers, host } }, callbackOf(args));
  };
}

/** What Node takes in three forms: options, or a URL with or without them. */
function optionsOf([first, second]) {
  if (typeof first !== "string" && !(first instanceof URL)) return first;
  const { hostname, pathname, search } = new URL(first);
  return { hostname, path: pathname + search, ...(typeof second === "object" ? second : {}) };
}

function callbackOf(args) {
  return args.find((argument) => typeof argument === "function");
}
