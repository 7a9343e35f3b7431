// Runs amplify-migrate with the inputs of the action, and leaves its reports for the steps after it. The exit code
// of the tool is an output: the last step of the action decides by it, when the reports are out.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addSummary, setOutputs } from './workflow.mjs';

const CANNOT = 1;
/** Commands that plan nothing, and print a report where a plan prints its patch. */
const LOOKS = ['verify', 'audit', 'assess'];
/** What was said last, where there is no report. */
const KEPT = 8000;

const inputs = {
  words: (process.env.INPUT_COMMAND ?? '').split(/[\s,]+/).filter((word) => word !== ''),
  directory: process.env.INPUT_DIRECTORY || '.',
  env: process.env.INPUT_ENV ?? '',
  args: argumentsIn(process.env.INPUT_ARGS ?? ''),
  version: process.env.INPUT_VERSION || 'latest',
};

/** One argument a line where there are several lines, and else one a word. */
function argumentsIn(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 1
    ? lines.map((line) => line.trim())
    : text.split(/\s+/).filter((word) => word !== '');
}

/** Words that could be flags, and versions that could be places in the network, are not what the inputs are for. */
function wrongInput() {
  const wrong = inputs.words.find((word) => !/^[a-z]+$/.test(word));
  if (inputs.words.length === 0 || wrong !== undefined)
    return `command can't be ${JSON.stringify(wrong ?? '')}`;
  if (!/^[\w.^~-]+$/.test(inputs.version)) return `version can't be ${JSON.stringify(inputs.version)}`;
  return null;
}

const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), 'amplify-migrate-'));
const files = {
  markdown: join(folder, 'report.md'),
  sarif: join(folder, 'report.sarif'),
  patch: join(folder, 'amplify-migrate.patch'),
};
const isLook = LOOKS.includes(inputs.words[0]);

/** What the tool sees of the environment: neither credentials of AWS nor those of this job. */
function environment() {
  const hidden = /^(AWS_|INPUT_|GITHUB_TOKEN$|ACTIONS_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.test(name)));
}

function runTool() {
  const command = ['--yes', `amplify-migrate@${inputs.version}`, ...inputs.words];
  const flags = [...(inputs.env === '' ? [] : [`--env=${inputs.env}`]), ...inputs.args];
  const reports = ['markdown', 'sarif'].map((format) => `--report=${format}=${files[format]}`);
  const child = spawn('npx', [...command, ...flags, ...reports], {
    cwd: resolve(process.env.GITHUB_WORKSPACE || '.', inputs.directory),
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const say = (chunk) => {
    process.stdout.write(chunk);
    said = `${said}${chunk}`.slice(-KEPT);
  };
  child.stderr.setEncoding('utf8').on('data', say);
  if (isLook) child.stdout.setEncoding('utf8').on('data', say);
  else child.stdout.pipe(createWriteStream(files.patch));
  return new Promise((done) => {
    child.once('error', (error) => done({ code: CANNOT, said: error.message }));
    child.once('close', (code) => done({ code: code ?? CANNOT, said }));
  });
}

/** A code block that its text can't end. */
function fenced(text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}\n`;
}

const problem = wrongInput();
const token = randomUUID();
process.stdout.write(`::stop-commands::${token}\n`);
const { code, said } = problem === null ? await runTool() : { code: CANNOT, said: problem };
if (problem !== null) process.stdout.write(`${problem}\n`);
process.stdout.write(`\n::${token}::\n`);

const hasReport = existsSync(files.markdown);
if (!hasReport) writeFileSync(files.markdown, `## amplify-migrate\n\nThere is no report:\n\n${fenced(said)}`);
addSummary(readFileSync(files.markdown, 'utf8'));
setOutputs({
  'exit-code': code,
  markdown: files.markdown,
  sarif: existsSync(files.sarif) ? files.sarif : '',
  patch: existsSync(files.patch) ? files.patch : '',
  // One comment for each thing that is asked of each project.
  key: createHash('sha256')
    .update(JSON.stringify([inputs.words, inputs.directory, inputs.env]))
    .digest('hex')
    .slice(0, 16),
});
