import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { describePages, given } from "./support/describe-pages.ts";
import { fill, makeOrg } from "./support/make-org.ts";
import { visit } from "./support/visit.ts";

/** A door before the server, with an address of its own. While it is shut, nothing listens there. */
async function makeDoor() {
  const { hostname, port } = new URL(given().facts.url);
  const open = new Set<Socket>();
  const door = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => open.delete(socket));
    }
    client.pipe(server).pipe(client);
  });
  await once(door.listen(0, hostname), "listening");
  const place = door.address() as AddressInfo; // it listens on TCP
  const shut = async () => {
    if (!door.listening) return;
    const closed = once(door.close(), "close");
    for (const socket of open) socket.destroy();
    await closed;
  };
  onTestFinished(shut);
  return {
    url: `http://${hostname}:${place.port}`,
    shut,
    reopen: () => once(door.listen(place.port, hostname), "listening"),
  };
}

describePages("a server that goes away and comes back", () => {
  test("is missed by the page, which keeps what was typed and saves it afterwards, without being loaded again", async () => {
    const org = await makeOrg();
    await fill(org);
    const door = await makeDoor();
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles/dev`, server: door.url });
    const away = page.getByText("Stagepass does not answer.");
    await page.getByRole("button", { name: "Change the description" }).click();
    await page.getByLabel("Description").fill("Typed while the server was there");
    await page.evaluate("window.isSamePage = true");

    await door.shut();
    await page.getByRole("button", { name: "Save changes" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("What you have typed is still here.").waitFor();
    await away.waitFor();

    await door.reopen();
    await away.waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved as version 2").waitFor();
    expect((await org.admin("GET", "/profiles/dev")).description).toBe("Typed while the server was there");
    expect(await page.evaluate("window.isSamePage")).toBe(true);
  });

  test("is waited for by a page that was opened meanwhile, and that shows itself once it can", async () => {
    const org = await makeOrg();
    await fill(org);
    const door = await makeDoor();
    const page = await visit({ key: org.adminKey, at: `/${org.name}/profiles`, server: door.url });
    await page.getByRole("link", { name: "prod", exact: true }).waitFor();
    await page.evaluate("window.isSamePage = true");
    const loaded = `performance.getEntriesByType("resource").some(({ name }) => name.includes("/apps-page"))`;
    await expect.poll(() => page.evaluate(loaded)).toBe(true);

    await door.shut();
    await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Applications" }).click();
    await page.getByText("Stagepass does not answer.").first().waitFor();

    await door.reopen();
    await page.getByRole("link", { name: "shop", exact: true }).waitFor();
    await page.getByText("Stagepass does not answer.").waitFor({ state: "hidden" });
    expect(await page.evaluate("window.isSamePage")).toBe(true);
  });
});
