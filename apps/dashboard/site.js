import { fileURLToPath } from "node:url";

/** The folder with the built pages. `build.js` makes it. */
export const site = fileURLToPath(new URL("./dist/site/", import.meta.url));
