// NODE_OPTIONS loads this into an unmodified client. It redirects the hosts of the given routes to servers on the
// loopback, and fails every connection to any other host.
"use strict";

const { appendFileSync } = require("node:fs");
const http = require("node:http");
const https = require("node:https");
const net = require("node:net");

const { routes, refusedHostsFile } = JSON.parse(process.env.STAGEPASS_TEST_TRAFFIC);
const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);

const sendRequest = http.request;
rerouteRequestsOf(http, 80);
rerouteRequestsOf(https, 443);
refuseOtherHosts();

function rerouteRequestsOf(module, defaultPort) {
  const request = module.request;
  module.request = (...args) => {
    const { options, onResponse } = readArguments(args);
    const host = options.hostname ?? options.host ?? "localhost";
    const port = Number(options.port ?? defaultPort);
    const to = findRoute(host, port === defaultPort ? host : `${host}:${port}`);
    return to === undefined ? request(...args) : sendRequest(towards(to, host, options), onResponse);
  };
  module.get = (...args) => {
    const sent = module.request(...args);
    sent.end();
    return sent;
  };
}

function readArguments([first, second, third]) {
  const hasUrl = typeof first === "string" || first instanceof URL;
  const fromUrl = hasUrl ? optionsOf(new URL(first)) : {};
  const [options, onResponse] = hasUrl ? [second, third] : [first, second];
  return typeof options === "function"
    ? { options: fromUrl, onResponse: options }
    : { options: { ...fromUrl, ...options }, onResponse };
}

function optionsOf(url) {
  const { protocol, hostname, port, pathname, search } = url;
  return { protocol, hostname, path: `${pathname}${search}`, ...(port === "" ? {} : { port }) };
}

function findRoute(...names) {
  const route = routes.find(({ from }) =>
    names.some((name) => (from.startsWith("*.") ? name.endsWith(from.slice(1)) : name === from)),
  );
  return route && new URL(route.to);
}

function towards(to, host, options) {
  const headers = { ...options.headers };
  // A signature covers the host name that the client called.
  if (!Object.keys(headers).some((name) => name.toLowerCase() === "host")) headers.host = host;
  const { host: _host, agent: _agent, ...rest } = options;
  return {
    ...rest,
    headers,
    protocol: "http:",
    defaultPort: 80,
    hostname: to.hostname,
    port: to.port,
    path: `${to.pathname.replace(/\/$/, "")}${options.path ?? "/"}`,
  };
}

function refuseOtherHosts() {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const { host, port, path } = readDestination(args);
    if (typeof path === "string" || LOOPBACK.has(host)) return connect.apply(this, args);
    appendFileSync(refusedHostsFile, `${host}:${port}\n`);
    const failure = new Error(
      `This test connects to the loopback only, and this was meant for ${host}:${port}.`,
    );
    process.nextTick(() => this.destroy(Object.assign(failure, { code: "ECONNREFUSED" })));
    return this;
  };
}

function readDestination([first, second]) {
  // Node itself passes its arguments as one array.
  if (Array.isArray(first)) return readDestination(first);
  if (typeof first === "object")
    return { host: first.host ?? "localhost", port: first.port, path: first.path };
  return typeof first === "number"
    ? { host: typeof second === "string" ? second : "localhost", port: first }
    : { path: first };
}
