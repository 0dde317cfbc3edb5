import { z } from "zod";

/** The message of a broken rule where the schema has none of its own. It never repeats the value. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${withArticle(issue.expected)}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_union":
      return issue.discriminator === undefined
        ? undefined
        : "must be one of the values that the documentation lists";
    case "invalid_format":
      return formats[issue.format];
    case "too_small":
      return `must ${bound("at least", issue.minimum, issue.origin)}`;
    case "too_big":
      return `must ${bound("at most", issue.maximum, issue.origin)}`;
    default:
      return undefined;
  }
}

const formats: Readonly<Record<string, string>> = {
  datetime: "must be a date and time in ISO 8601, such as 2026-11-20T12:00:00Z",
  url: "must be a URL",
};

function withArticle(type: string): string {
  if (type === "int") return "a whole number";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function bound(relation: string, limit: number | bigint, origin: string): string {
  switch (origin) {
    case "string":
      return `have ${relation} ${limit} characters`;
    case "array":
    case "set":
      return `have ${relation} ${limit} items`;
    default:
      return `be ${relation} ${limit}`;
  }
}

z.config({ customError: messageOf });
