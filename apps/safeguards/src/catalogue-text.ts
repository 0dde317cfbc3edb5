import type { PolicyView } from "@stagepass/contracts";

const headings = { safeguard: "POLICY", needs: "NEEDS", description: "DEMANDS" };

/**
 * Writes the policies as a table: each one's id, the inputs that it needs, and what it requires, in lines of so many
 * characters.
 */
export function catalogueText(
  policies: readonly PolicyView[],
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const rows = [
    headings,
    ...policies.map((policy) => ({ ...policy, needs: policy.needs.join(", ") || "-" })),
  ];
  const widthOf = (column: "safeguard" | "needs") => Math.max(...rows.map((row) => row[column].length)) + 2;
  const [ids, needs] = [widthOf("safeguard"), widthOf("needs")];
  const lines = rows.flatMap((row) => {
    const [first = "", ...more] = wrap(row.description, Math.max(columns - ids - needs, 20));
    const indent = " ".repeat(ids + needs);
    return [
      `${row.safeguard.padEnd(ids)}${row.needs.padEnd(needs)}${first}`,
      ...more.map((line) => `${indent}${line}`),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= width && lines.length > 0) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
