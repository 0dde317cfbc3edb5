/** What can stand above any page. */
export type Above = "palette" | "shortcuts" | "add profile" | "add application";
