import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { openApiDocument, type ServiceId } from "@stagepass/contracts";
import type { FastifyInstance } from "fastify";

/** Hides the bar with the logo and the field for loading other documents. */
const theme = {
  title: "Stagepass API",
  css: [{ filename: "stagepass.css", content: ".swagger-ui .topbar { display: none }" }],
};

/** Adds `/openapi.json` for these services, and `/docs`, a page to read it and to try requests. */
export function mountApiDocs(app: FastifyInstance, services: readonly ServiceId[], version: string): void {
  const document = openApiDocument(services, version);
  app.get("/openapi.json", async (_request, reply) => reply.send(document));
  void app.register(async (scope) => {
    await scope.register(swagger, {
      mode: "static",
      specification: { document: document as never }, // its own type says only that it is JSON
    });
    await scope.register(swaggerUi, {
      routePrefix: "/docs",
      staticCSP: true,
      theme,
      uiConfig: { tryItOutEnabled: true },
    });
  });
}

/** Makes `/` lead to `/docs`, where there is no site. */
export function mountStartAtDocs(app: FastifyInstance): void {
  app.get("/", async (_request, reply) => reply.redirect(`${app.prefix}/docs`));
}
