import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { openApiDocument, type ServiceId } from "@stagepass/contracts";
import type { FastifyInstance } from "fastify";

/** The page is this document's alone: the bar that loads others, with its logo, is left out. */
const theme = {
  title: "Stagepass API",
  css: [{ filename: "stagepass.css", content: ".swagger-ui .topbar { display: none }" }],
};

/** `/openapi.json` for the given services, and `/docs`, a page to read it and try it, which `/` leads to. */
export function mountApiDocs(app: FastifyInstance, services: readonly ServiceId[], version: string): void {
  const document = openApiDocument(services, version);
  app.get("/", async (_request, reply) => reply.redirect(`${app.prefix}/docs`));
  app.get("/openapi.json", async (_request, reply) => reply.send(document));
  void app.register(async (scope) => {
    await scope.register(swagger, { mode: "static", specification: { document: document as never } });
    await scope.register(swaggerUi, {
      routePrefix: "/docs",
      staticCSP: true,
      theme,
      uiConfig: { tryItOutEnabled: true },
    });
  });
}
