// Puts the report into one comment on the pull request, and into the same one again after the next push. A token
// that may not comment, as that of a fork, is told as a warning: the result of the job is not about it.
import { readFileSync } from 'node:fs';
import { warn } from './workflow.mjs';

/** GitHub refuses a longer body: «body is too long (maximum is 65536 characters)». */
const LIMIT = 65_536;
const NOTE = '\n\n_The rest is in the summary of the job._';
const ATTEMPTS = 3;
const PAUSE = 500;

/** The API says no, and why. */
class Refused extends Error {
  constructor(status, message) {
    super(`GitHub answers ${status}: ${message}`);
    this.status = status;
  }
}

/** The text of a comment: the marker by which the next run finds it, and what fits of the report. */
function bodyOf(marker, report) {
  const body = `${marker}\n${report}`;
  if (body.length <= LIMIT) return body;
  const room = body.slice(0, LIMIT - NOTE.length);
  return `${room.slice(0, room.lastIndexOf('\n'))}${NOTE}`;
}

/** One request; what fails on GitHub's side is asked again. */
async function request(method, url, body) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${process.env.GITHUB_TOKEN ?? ''}`,
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { answer: JSON.parse(text), next: nextPage(response.headers.get('link'), url) };
    if (response.status < 500 || attempt === ATTEMPTS) throw new Refused(response.status, text.slice(0, 200));
    await new Promise((done) => setTimeout(done, PAUSE * attempt));
  }
}

/** The next page, at the same server alone: the token goes nowhere else. */
function nextPage(link, from) {
  const address = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (address === undefined) return null;
  const url = new URL(address, from);
  return url.origin === new URL(from).origin ? url.href : null;
}

/** Addresses of comments that begin with the marker; those of a bot first, for anybody can quote one. */
async function commentsWith(marker, comments) {
  const found = [];
  let page = `${comments}?per_page=100`;
  while (page !== null) {
    const { answer, next } = await request('GET', page);
    found.push(...answer.filter(({ body }) => typeof body === 'string' && body.startsWith(marker)));
    page = next;
  }
  const isBot = ({ user }) => user?.type === 'Bot';
  return [...found.filter(isBot), ...found.filter((one) => !isBot(one))].map(({ id }) => id);
}

/** Updates the comment that is there and ours, or makes one. */
async function putComment(api, repository, number, marker, body) {
  const issues = `${api}/repos/${repository}/issues`;
  for (const id of await commentsWith(marker, `${issues}/${number}/comments`)) {
    try {
      await request('PATCH', `${issues}/comments/${id}`, { body });
      return 'updated';
    } catch (error) {
      // Somebody else wrote it, or it has gone since.
      if (!(error instanceof Refused) || ![403, 404].includes(error.status)) throw error;
    }
  }
  await request('POST', `${issues}/${number}/comments`, { body });
  return 'made';
}

/** The number of the pull request that the workflow runs for; null when it runs for none. */
function pullRequest() {
  const file = process.env.GITHUB_EVENT_PATH;
  const event = file ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const number = event.pull_request?.number;
  return Number.isInteger(number) ? number : null;
}

const number = pullRequest();
if (number === null) {
  console.log('No pull request, and so no comment.');
} else {
  try {
    const marker = `<!-- amplify-migrate ${process.env.COMMENT_KEY} -->`;
    const body = bodyOf(marker, readFileSync(process.env.COMMENT_FILE, 'utf8'));
    const api = process.env.GITHUB_API_URL ?? 'https://api.github.com';
    const done = await putComment(api, process.env.GITHUB_REPOSITORY, number, marker, body);
    console.log(`The comment on #${number} is ${done}.`);
  } catch (error) {
    warn(`The report is no comment on #${number}: ${error.message}. It is in the summary of the job.`);
  }
}
