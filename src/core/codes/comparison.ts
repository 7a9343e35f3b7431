import { shown } from '../shown.js';
import { code } from './define.js';

/** What two generations have at the same place. `remedy` is the way to set it right there. */
interface Differs {
  readonly path: string;
  readonly gen1: string;
  readonly gen2: string;
  readonly remedy: string;
}

const differs = ({ path, gen1, gen2 }: Differs): string => `\`${path}\`: Gen 1 has ${gen1}, Gen 2 ${gen2}`;
const remedy = (p: Differs): string => p.remedy;

/** Who may do more or less than before; `places` are requests that are answered otherwise. */
interface AccessDiffers {
  readonly principal: string;
  readonly places: readonly string[];
  readonly remedy: string;
}

const LISTED = 8;

function listed({ principal, places }: AccessDiffers): string {
  const more = places.length - LISTED;
  return `${principal}: ${places.slice(0, LISTED).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

const accessRemedy = (p: AccessDiffers): string => p.remedy;

/** AM81xx: in what a backend on disk differs from what Gen 1 deploys. */
export const COMPARISON_CODES = {
  AM8101: code({
    level: 'error',
    title: 'Somebody may do more than in Gen 1',
    message: (p: AccessDiffers) => listed(p),
    why: 'The policies and resolvers of the synthesised backend let requests pass that Gen 1 refuses, and nothing in the plan has said so.',
    remedy: accessRemedy,
  }),
  AM8102: code({
    level: 'error',
    title: 'Somebody may do less than in Gen 1',
    message: (p: AccessDiffers) => listed(p),
    why: 'Requests that Gen 1 answers are refused: the application fails there for these users.',
    remedy: accessRemedy,
  }),
  AM8103: code({
    level: 'error',
    title: 'Somebody gets other answers than in Gen 1',
    message: (p: AccessDiffers) => listed(p),
    why: 'Neither more nor less: what is returned or what the decision depends on is something else.',
    remedy: accessRemedy,
  }),
  AM8110: code({
    level: 'error',
    title: 'A setting of the user pool differs',
    message: differs,
    why: 'Sign-in, passwords, second factors and messages are settings of the user pool.',
    remedy,
  }),
  AM8111: code({
    level: 'error',
    title: 'An app client differs',
    message: differs,
    why: 'The app client decides which ways of signing in an application has, how long tokens live, and where the hosted UI may lead to.',
    remedy,
  }),
  AM8112: code({
    level: 'error',
    title: 'The domain of the hosted UI differs',
    message: differs,
    why: 'Redirects and the settings at identity providers name the domain.',
    remedy,
  }),
  AM8113: code({
    level: 'error',
    title: 'An identity provider differs',
    message: differs,
    why: 'Users who sign in through it get other attributes, or can not sign in.',
    remedy,
  }),
  AM8114: code({
    level: 'error',
    title: 'The identity pool or its roles differ',
    message: differs,
    why: 'The identity pool decides who gets AWS credentials, and its roles for what.',
    remedy,
  }),
  AM8115: code({
    level: 'error',
    title: 'A group differs',
    message: differs,
    why: 'Rules name groups, and the role of a group decides what its members may do.',
    remedy,
  }),
  AM8116: code({
    level: 'error',
    title: 'A trigger of the user pool differs',
    message: differs,
    why: 'Triggers let users in, refuse them, and put claims into tokens.',
    remedy,
  }),
  AM8120: code({
    level: 'error',
    title: 'A mode of authorization of the API differs',
    message: differs,
    why: 'A mode that is missing turns its callers away; one that is new lets callers ask who could not before.',
    remedy,
  }),
  AM8121: code({
    level: 'error',
    title: 'The schema that clients see differs',
    message: differs,
    why: 'Queries of deployed applications that name what is not there any more fail as a whole.',
    remedy,
  }),
  AM8122: code({
    level: 'error',
    title: 'The table of a model differs',
    message: differs,
    why: 'Keys and indexes decide what can be asked, and another key makes a new, empty table.',
    remedy,
  }),
  AM8123: code({
    level: 'error',
    title: 'A field gets its data from elsewhere, or otherwise',
    message: differs,
    why: 'The field has no resolver any more, asks another table, function or endpoint, asks it something else, or is filled in with another value.',
    remedy,
  }),
  AM8124: code({
    level: 'error',
    title: 'A setting of the API differs',
    message: differs,
    why: 'Logs, limits, caches, firewalls and who may read the schema are settings of the API as a whole.',
    remedy,
  }),
  AM8130: code({
    level: 'error',
    title: 'A setting of the bucket differs',
    message: differs,
    why: 'CORS, versions, encryption and triggers are settings that applications rely on.',
    remedy,
  }),
  AM8131: code({
    level: 'error',
    title: 'A setting of a table differs',
    message: differs,
    why: 'Keys, indexes, streams and expiry are settings that code relies on.',
    remedy,
  }),
  AM8132: code({
    level: 'error',
    title: 'A setting of a function differs',
    message: differs,
    why: 'Code that finds another environment, less time or no event source fails, often without anybody seeing it.',
    remedy,
  }),
  AM8133: code({
    level: 'error',
    title: 'A REST API differs',
    message: differs,
    why: 'Another function answers, or browsers are told something else about who may ask.',
    remedy,
  }),
  AM8140: code({
    level: 'note',
    title: 'override.ts decides something that can not be compared',
    message: (p: { path: string; gen2: string }) =>
      `\`${p.path}\` is ${p.gen2} in Gen 2, and override.ts sets it in Gen 1`,
    why: 'Gen 1 code is read and never run, so what override.ts makes of a template is known from built templates alone.',
    remedy:
      'Check it against override.ts. The templates of auth and storage that `amplify build` makes hold overrides, and are compared where they are there.',
  }),
  AM8141: code({
    level: 'warning',
    title: 'Settings and built templates disagree',
    message: (p: { path: string; inputs: string; built: string }) =>
      `\`${p.path}\`: the settings make ${p.inputs}, the built template has ${p.built}`,
    why: 'What is deployed comes from the built template; the plan comes from the settings.',
    remedy: 'Run `amplify build`, or `amplify pull`, until both say the same; then plan again.',
  }),
  AM8142: code({
    level: 'error',
    title: 'A part could not be compared',
    message: (p: { part: string; problem: string }) => `${p.part}: ${p.problem}`,
    why: 'What is not compared is not proved.',
    remedy: 'Settle what the message says, and verify again.',
  }),
  AM8143: code({
    level: 'note',
    title: 'A feature that the Gen 2 backend does not have yet',
    message: (p: { feature: string }) => `${p.feature} was not compared: the Gen 2 backend has none of it`,
    why: 'A project moves one feature at a time; what stays in Gen 1 is not proved.',
    remedy: 'Plan it when its turn comes: `npx amplify-migrate` shows the order.',
  }),
  AM8144: code({
    level: 'error',
    title: 'What override.ts sets is not in the code any more',
    message: (p: { statements: readonly string[]; path: string }) =>
      `${p.path} no longer does, or nobody calls it to do: ${p.statements.map((one) => `\`${one.replaceAll('`', "'")}\``).join('; ')}`,
    why: 'What was deployed has it, by override.ts: without built templates nothing else shows that it is missing.',
    remedy:
      'Plan the feature again to get it back, run `amplify build` in the Gen 1 project so that the templates are compared, or accept that it goes.',
  }),
  AM8145: code({
    level: 'error',
    title: 'A resource of a custom stack is not made any more',
    message: (p: { resources: readonly string[]; path: string }) =>
      `${p.path} no longer makes ${p.resources.map((one) => shown(one)).join(', ')}, or nobody calls it to do`,
    why: 'Gen 1 deploys the stack beside the API, and only the API itself is compared.',
    remedy: 'Plan data again to get it back, or accept that it goes.',
  }),
  AM8150: code({
    level: 'warning',
    title: 'An acceptance that holds no more',
    message: (p: { code: string; was: string }) =>
      `${p.code} was accepted for ${p.was}, which is not told now`,
    why: 'An acceptance is for one fact; when the fact changes, somebody has to look again.',
    remedy: 'Remove the entry from amplify-migrate.json, or accept what is told now.',
  }),
} as const;
