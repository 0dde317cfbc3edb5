/** What an expression in PromQL asks for. */
export interface Expression {
  readonly selectors: readonly Selector[];
  /** The labels that it groups by. */
  readonly groupedBy: readonly string[];
}

/** A metric, and what its labels have to be. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

const functions = ["histogram_quantile", "max", "min_over_time", "rate", "sum"];

/**
 * Reads the metrics and labels of an expression: of as much of PromQL as our alerts and panels need. Throws for a function
 * that it does not know.
 */
export function readExpression(text: string): Expression {
  const groupedBy: string[] = [];
  const rest = text.replaceAll(/\[[^\]]*\]/g, "").replaceAll(/\bby \(([^)]*)\)/g, (_, labels: string) => {
    groupedBy.push(...labels.split(",").map((label) => label.trim()));
    return "";
  });
  const selectors: Selector[] = [];
  for (const [, name = "", call, labels = ""] of rest.matchAll(/\b([a-z_]\w*)\s*(\()?(?:\{([^}]*)\})?/g)) {
    const isFunction = call !== undefined || functions.includes(name);
    if (isFunction && !functions.includes(name)) throw new Error(`There is no function ${name} here.`);
    if (!isFunction) selectors.push({ metric: name, matchers: readMatchers(labels) });
  }
  return { selectors, groupedBy };
}

function readMatchers(text: string): Selector["matchers"] {
  return [...text.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(
    ([, label = "", operator = "", value = ""]) => ({ label, operator, value }),
  );
}
