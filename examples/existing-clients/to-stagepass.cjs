// Leads a Serverless Framework client to Stagepass, wherever that is, and lets it reach nothing of its vendor's:
//   STAGEPASS_URL=https://stagepass.example.com NODE_OPTIONS="--require /path/to/to-stagepass.cjs" serverless print
"use strict";

const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");
const { Socket } = require("node:net");

/** The vendor's domains, with every host below them, as the clients from 1.45 to 3.40 have them built in. */
const domains = [
  "serverless.com",
  "serverless-dev.com",
  "serverless-qa.com",
  "serverless-platform.com",
  "serverless-platform-dev.com",
  "serverlessmeta.com",
  "serverlessteam.com",
  "serverlessdev.auth0.com",
  "serverlessinc.auth0.com",
  "slss.io",
];

/** Its hosts at Tencent, which carry the number of an account. */
const atTencent = /-(?:1258344699|1300862921|1300963013)\..*\.(?:myqcloud|tencentcs)\.com$/;

/** What Stagepass answers of all that they are asked; the rest is refused. */
const answered = /^\/(?:api\/integrations|core|malt|orgs)(?:[/?]|$)/;

// biome-ignore lint/style/noProcessEnv: what runs before a program has nothing else to go by
const stagepass = new URL(process.env.STAGEPASS_URL ?? "http://localhost:3011");
const requestStagepass = (stagepass.protocol === "https:" ? https : http).request;
const requestOverHttp = http.request;

for (const module of [http, https]) {
  const { request } = module;
  module.request = (...args) => {
    const options = optionsOf(args);
    const { host, path } = destinationOf(options);
    if (!isVendors(host)) return request(...args);
    return answered.test(path) ? lead(options, path, callbackOf(args)) : refuse(host);
  };
  module.get = (...args) => {
    const request = module.request(...args);
    request.end();
    return request;
  };
}
// Makes named imports get these functions, too.
syncBuiltinESMExports();

// Connections that are made in other ways are refused here, directly or through a proxy.
const { connect, write } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const host = hostOf(args);
  if (!isVendors(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(refusalOf(host)));
  return this;
};
Socket.prototype.write = function (chunk, ...rest) {
  const host = proxiedHostOf(chunk);
  if (!isVendors(host)) return write.call(this, chunk, ...rest);
  this.destroy(refusalOf(host));
  return false;
};

/** Sends a request to Stagepass that was meant for the vendor. Neither its agent nor its proxy is for there. */
function lead(options, path, callback) {
  const { protocol, hostname, port, host, pathname } = stagepass;
  const own = {
    agent: undefined,
    createConnection: undefined,
    defaultPort: undefined,
    servername: undefined,
  };
  const headers = Object.entries(options.headers ?? {}).filter(([name]) => name.toLowerCase() !== "host");
  return requestStagepass(
    {
      ...options,
      ...own,
      ...{ protocol, hostname, port, host: hostname, path: pathname.replace(/\/$/, "") + path },
      headers: { ...Object.fromEntries(headers), host },
    },
    callback,
  );
}

/** Makes a request that fails as if it could not connect. */
function refuse(host) {
  return requestOverHttp({ createConnection: (_, callback) => callback(refusalOf(host)) });
}

function refusalOf(host) {
  return new Error(`Stagepass does not do what this client asks ${host} for, and lets nothing go there.`);
}

function isVendors(name) {
  const host = name?.toLowerCase().replace(/\.$/, "");
  if (host === undefined || host === stagepass.hostname) return false;
  return atTencent.test(host) || domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** The options of a request, in any of the three forms that Node accepts: options, or a URL with or without them. */
function optionsOf([first, second]) {
  if (typeof first !== "string" && !(first instanceof URL)) return first;
  const { protocol, hostname, port, pathname, search } = new URL(first);
  const fromUrl = { protocol, hostname, port, path: pathname + search };
  return { ...fromUrl, ...(typeof second === "object" ? second : {}) };
}

/** Where a request is meant to go. To a proxy, the path is a whole URL. */
function destinationOf({ hostname, host, path = "/" }) {
  if (!/^https?:\/\//i.test(path)) return { host: hostname ?? host?.replace(/:\d+$/, ""), path };
  const url = new URL(path);
  return { host: url.hostname, path: url.pathname + url.search };
}

function callbackOf(args) {
  return args.find((argument) => typeof argument === "function");
}

/** The host that a socket is to connect to: Node itself passes its arguments on as one array. */
function hostOf([first, second]) {
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === "object" && first !== null) return first.host;
  return typeof second === "string" ? second : undefined;
}

/** The host that a proxy is asked for by the first line of a request, if this is one. */
function proxiedHostOf(chunk) {
  const isText = typeof chunk === "string" || chunk instanceof Uint8Array;
  const start = isText ? Buffer.from(chunk.slice(0, 512)).toString("latin1") : "";
  return /^(?:CONNECT |[A-Z]+ https?:\/\/(?:[^/\s]*@)?)([^/:\s]+)/i.exec(start)?.[1];
}
