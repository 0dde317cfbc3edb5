import { readFile } from "node:fs/promises";
import { ServiceId } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      depends_on: z.record(z.string(), z.unknown()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const { services } = Compose.parse(parse(await read("docker-compose.yml"), { merge: true }));

test.each(ServiceId.options)(
  "%s is built into the image, has a container, and the edge waits for it",
  async (name) => {
    const dockerfile = await read("deploy/Dockerfile");
    expect(/^RUN npx tsc -b (.*)$/m.exec(dockerfile)?.[1]?.split(" ")).toContain(`services/${name}`);
    expect(Object.keys(services)).toContain(name);
    expect(Object.keys(services.edge?.depends_on ?? {})).toContain(name);
  },
);

test("the dashboard is built into the image of the overview alone, which is told where", async () => {
  const dockerfile = await read("deploy/Dockerfile");
  expect(dockerfile).toMatch(/^RUN node apps\/dashboard\/build\.js$/m);
  expect(dockerfile).toContain(
    '[ "${PROGRAM}" = deploy ]; then cp -r /build/apps/dashboard/dist/site /program;',
  );
  const told = Object.entries(services).filter(([, { environment }]) => environment?.HTTP_SITE !== undefined);
  expect(told.map(([name, { environment }]) => [name, environment?.HTTP_SITE])).toEqual([
    ["overview", "/stagepass/site"],
  ]);
});
