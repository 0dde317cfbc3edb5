import "./styles/tokens.css";
import "./styles/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { queryClient } from "./api/query-client.ts";
import { loadPages } from "./load-pages.ts";
import { router } from "./router.ts";

// The page's security policy forbids code from strings, which zod would otherwise use.
z.config({ jitless: true });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
// When there is nothing else to do, but not later than that. Safari has no such call yet.
const soon = window.requestIdleCallback ?? setTimeout;
soon(() => void loadPages(), { timeout: 2_000 });
