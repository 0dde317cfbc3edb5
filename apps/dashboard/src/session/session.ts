import { beginSession, endSession, getSession, type SessionView } from "@stagepass/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { ApiProblem } from "../api/problem.ts";
import { queryClient } from "../api/query-client.ts";

/** Somebody who is signed in to an organization. */
export type Session = SessionView & { readonly org: string };

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return inOrg(await ask(getSession, { signal }));
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Signs in with an access key. The browser keeps a cookie that scripts cannot read, and the page forgets the key. */
export async function signIn(accessKey: string): Promise<Session> {
  const session = inOrg(await ask(beginSession, { body: { accessKey } }));
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return session;
}

/** Signs out, and forgets everything that was read. */
export async function signOut(): Promise<void> {
  await ask(endSession, {}).catch((error: unknown) => {
    if (!isSignedOut(error)) throw error;
  });
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}

/** Notes that the session has ended, if that is what an error says. The page asks to sign in again and keeps its drafts. */
export function noteSignedOut(error: unknown): void {
  if (isSignedOut(error)) queryClient.setQueryData(sessionQuery.queryKey, null);
}

const isSignedOut = (error: unknown) => error instanceof ApiProblem && error.code === "unauthenticated";

/** The operator's key belongs to no organization, so these pages have nothing to show to its holder. */
function inOrg(session: SessionView): Session {
  const { org } = session;
  if (org !== null) return { ...session, org };
  throw new ApiProblem({
    type: "/problems/forbidden",
    code: "forbidden",
    status: 403,
    title: "This key belongs to no organization",
    detail: "The operator's key makes organizations. Sign in with an access key of one of them.",
  });
}

/** Whether whoever is signed in may call an operation, by its name in the API's description, such as `putProfile`. */
export function useMay(): (operation: string) => boolean {
  const { data } = useQuery(sessionQuery);
  return (operation) => data?.permissions.includes(operation) ?? false;
}
