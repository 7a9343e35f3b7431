// What a step tells the runner: docs.github.com, «Workflow commands for GitHub Actions».
import { appendFileSync } from 'node:fs';

const escaped = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A warning on the page of the run. */
export function warn(text) {
  console.log(`::warning title=amplify-migrate::${escaped(text)}`);
}

/** Outputs of this step. Names and values are ours and fit a line. */
export function setOutputs(values) {
  const lines = Object.entries(values).map(([name, value]) => {
    if (/[\r\n]/.test(String(value))) throw new Error(`The output ${name} has more than one line`);
    return `${name}=${value}\n`;
  });
  appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}

/** Adds Markdown to the summary of the job. */
export function addSummary(markdown) {
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}
