import { readdirSync } from "node:fs";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

/** What pages may load: only what this origin serves. Styles may stand in attributes, scripts may not. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Adds the pages of a site that was built into `folder`: `index.html` for every address that nothing else answers and a
 * browser opens, the files beside it, and those in `assets`, whose names change with their content. Files are sent
 * compressed where a compressed one stands beside them. Throws when the folder cannot be read.
 */
export function mountSite(app: FastifyInstance, folder: string): void {
  const files = new Set(readdirSync(folder).filter((name) => /\.(svg|js|txt)$/.test(name)));
  void app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      preCompressed: true,
    });
    scope.get<{ Params: { "*": string } }>("/assets/*", async ({ params }, reply) =>
      reply.header("cache-control", "public, max-age=31536000, immutable").sendFile(`assets/${params["*"]}`),
    );
    scope.get<{ Params: { "*": string } }>("/*", async (request, reply) => {
      const path = request.params["*"];
      if (files.has(path)) return fresh(reply).sendFile(path);
      const isPage = !path.startsWith("v1/") && request.headers.accept?.includes("text/html") === true;
      if (!isPage) return reply.callNotFound();
      return fresh(reply)
        .headers({
          "content-security-policy": pagePolicy,
          "referrer-policy": "same-origin",
          "cross-origin-opener-policy": "same-origin",
        })
        .sendFile("index.html");
    });
  });
}

/** Browsers keep the file, and ask each time whether it has changed. */
function fresh(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-cache");
}
