import { errorCode } from "./error-code.ts";

/** Awaits an access to a file. Returns undefined when there is no such file (`ENOENT`). */
export async function ifPresent<T>(access: Promise<T>): Promise<T | undefined> {
  try {
    return await access;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
