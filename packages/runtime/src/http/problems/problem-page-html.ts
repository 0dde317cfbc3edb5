import { type ProblemPage, problemCodes, problems } from "@stagepass/contracts";

/** The page of a problem for a browser. It has no script, and no part of it comes from the request. */
export function problemPageHtml(page: ProblemPage): string {
  const { code, status, title, retryable, meaning, causes, advice, retry, example } = page;
  return document(
    title,
    `<p><code>${code}</code>, answered with the status ${status}.</p>
<p>${inline(meaning)}</p>
<h2>When it is answered</h2>
${list(causes)}
<h2>What to do</h2>
${list(advice)}
<h2>Does a retry help?</h2>
<p><strong>${retryable ? "Yes." : "No."}</strong> ${inline(retry)}</p>
<h2>An example</h2>
<p><code>${escapeHtml(example.request)}</code> is answered with:</p>
<pre>${escapeHtml(JSON.stringify(example.answer, null, 2))}</pre>
<p><a href="/problems">All problems</a></p>`,
  );
}

/** The list of all problems for a browser. */
export function problemIndexHtml(): string {
  const rows = problemCodes.map((code) => {
    const { status, title, retryable } = problems[code];
    return `<tr><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${status}</td><td>${escapeHtml(title)}</td><td>${retryable ? "yes" : "no"}</td></tr>`;
  });
  return document(
    "Problems",
    `<p>Every way in which a request to Stagepass can fail.</p>
<table>
<tr><th>code</th><th>status</th><th>what it means</th><th>does a retry help?</th></tr>
${rows.join("\n")}
</table>`,
  );
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} – Stagepass</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
pre { overflow-x: auto; padding: 1rem; border: 1px solid }
td, th { text-align: left; padding-right: 1.5rem }
</style>
<h1>${escapeHtml(title)}</h1>
${body}
</html>
`;
}

function list(sentences: readonly string[]): string {
  return `<ul>\n${sentences.map((sentence) => `<li>${inline(sentence)}</li>`).join("\n")}\n</ul>`;
}

/** Escapes a text, and makes what is between backticks code. */
function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
