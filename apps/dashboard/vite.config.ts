import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { guides } from "./src/guides/build/guides-plugin.ts";

export default defineConfig({
  plugins: [react(), guides(fileURLToPath(new URL("../../docs/", import.meta.url)))],
  // The contracts are read from their sources, so that they need no build of their own.
  resolve: { conditions: ["source", "browser", "module", "import", "default"] },
  build: {
    outDir: "dist/site",
    target: "es2023",
    sourcemap: true,
    // One small file: a page that comes later needs no second one, which could fail to come.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  // `npm run dev` shows changes at once; the API is that of a local stack beside it.
  server: { proxy: { "/v1": "http://127.0.0.1:4000", "/openapi.json": "http://127.0.0.1:4000" } },
});
