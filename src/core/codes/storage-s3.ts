import { listed, shown } from '../shown.js';
import { code } from './define.js';

const BY_HAND =
  'Write its counterpart by hand in amplify/storage/overrides.ts, with `cfnBucket` and its like.';

/** AM20xx: buckets. */
export const STORAGE_S3_CODES = {
  AM2001: code({
    level: 'warning',
    title: 'A new bucket: the files stay in the one of Gen 1',
    message: (p: { bucket: string; environment: string }) =>
      `\`defineStorage\` deploys a new, empty bucket; the files of environment \`${p.environment}\` are in ${shown(p.bucket, 80)}`,
    why: 'Every file of today is missing for the app as soon as it asks the new bucket.',
    remedy:
      'Keep the bucket with `--bucket reference`, or copy the files before the cutover (`aws s3 sync`, or a replication) and once more at it.',
  }),
  AM2002: code({
    level: 'warning',
    title: 'Files of users are stored below ids that change',
    message: (p: { paths: readonly string[] }) =>
      `${listed(p.paths.map((path) => `\`${path}\``))}: the identity id of a user stands in the key, and a new identity pool gives every user a new one`,
    why: 'Users do not reach the files that they stored below an id of the Gen 1 identity pool, neither in the bucket of today nor in a copy, until the keys have changed.',
    remedy:
      'Keep the identity pool with `--auth reference`; or copy the files of each user to the new id after the first sign-in.',
  }),
  AM2003: code({
    level: 'error',
    title: 'The settings of a bucket are not in the repository',
    message: (p: { name: string }) =>
      `the folder of ${shown(p.name)} has neither cli-inputs.json nor parameters.json`,
    why: 'Who may do what with its files is not known, so nothing was written for it.',
    remedy: 'Run `amplify pull` in Gen 1 so that the folder is complete, and plan storage again.',
  }),
  AM2004: code({
    level: 'error',
    title: 'The access of groups can not be read',
    message: () => 'the access of groups is a list, where Gen 1 has an object with the name of each group',
    why: 'No group gets a right on the bucket.',
    remedy: 'Write it as `{ "<group>": ["READ"] }`, or run `amplify update storage`.',
  }),
  AM2005: code({
    level: 'note',
    title: 'Guests have access although the bucket is for signed-in users',
    message: (p: { words: readonly string[] }) =>
      `\`storageAccess\` is \`auth\`, but \`guestAccess\` lists ${listed(p.words)}, and Gen 1 deploys what it lists`,
    why: 'Whoever reads only `storageAccess` takes the files for closed.',
    remedy: 'Take the rules of `allow.guest` out of amplify/storage/resource.ts if guests are not meant.',
  }),
  AM2006: code({
    level: 'warning',
    title: 'The template of a bucket is not in the repository',
    message: (p: { file: string }) =>
      `${p.file} is missing beside parameters.json; the rights are those that Gen 1's own template gives with these parameters`,
    why: 'What somebody changed in the template is not known.',
    remedy: 'Run `amplify pull` in Gen 1, and plan storage again.',
  }),
  AM2007: code({
    level: 'note',
    title: 'A function that runs for changes of files',
    message: (p: { function: string }) =>
      `${shown(p.function)} is called for objects of the bucket, and may read and write it`,
    why: 'Until it moves, nothing runs when a file of the new bucket changes.',
    remedy: 'Plan functions in the same run or the next: they bring the trigger and the right.',
  }),
  AM2008: code({
    level: 'note',
    title: 'Functions that Gen 1 lists and does not call',
    message: () => '`additionalTriggerFunctions` is in the settings, but Gen 1 makes no trigger of it',
    why: 'Whoever reads the settings takes the functions for triggers.',
    remedy: 'Nothing to do.',
  }),
  AM2009: code({
    level: 'note',
    title: 'Gen 2 refuses plain HTTP',
    message: () => 'the policy of the new bucket denies every request without TLS; Gen 1 has no such policy',
    why: 'Old devices or scripts that ask `http://` are refused. The Amplify libraries always use TLS.',
    remedy: 'Change such a client to `https://`.',
  }),
  AM2010: code({
    level: 'note',
    title: 'The bucket of a sandbox goes with the sandbox',
    message: () =>
      '`keepOnDelete` keeps the bucket of a branch as Gen 1 does; a sandbox ignores it and deletes bucket and files',
    why: 'Files that were stored in a sandbox are gone when it is deleted.',
    remedy: 'Nothing to do, unless files of a sandbox are needed later.',
  }),
  AM2011: code({
    level: 'note',
    title: 'Rights beside the rules of the bucket',
    message: (p: { principals: readonly string[]; rights: string }) =>
      `${listed(p.principals)}: ${p.rights}, which no rule of \`access\` can say; a policy on the same ${p.principals.length === 1 ? 'role gives it' : 'roles gives them'}`,
    why: 'Whoever reads only `access` does not see these rights.',
    remedy: 'Take the policy out of amplify/storage as soon as rules of `access` are enough.',
  }),
  AM2012: code({
    level: 'error',
    title: 'A group that the user pool does not have',
    message: (p: { group: string }) =>
      `${shown(p.group)} has rights on the bucket, but is no group of the user pool in this repository`,
    why: 'There is no role that could have the rights, so they were left out.',
    remedy: 'Take the group out of the settings, or add it to the user pool, and plan storage again.',
  }),
  AM2013: code({
    level: 'error',
    title: 'The role of a group is not known',
    message: (p: { group: string }) =>
      `the existing user pool is referred to, and the repository does not hold the role of ${shown(p.group)}`,
    why: 'The members of the group have no rights on the bucket.',
    remedy: (p) =>
      `Add the ARN of its role to \`groups\` in amplify/auth/resource.ts, and a policy for \`backend.auth.resources.groups[${JSON.stringify(p.group)}].role\` in amplify/storage.`,
  }),
  AM2014: code({
    level: 'note',
    title: 'Rights on a bucket that nobody can have',
    message: () =>
      'the settings give rights to guests and signed-in users, and the project has no auth that makes somebody one',
    why: 'The roles of Gen 1 let nobody assume them without an identity pool, so the rights were left out.',
    remedy: 'Nothing to do. Add rules of `access` in amplify/storage/resource.ts when the app gets auth.',
  }),
  AM2015: code({
    level: 'error',
    title: 'A policy of the template was not carried over',
    message: (p: { name: string; why: string; policy: string }) =>
      `${shown(p.name)}: ${p.why}: ${shown(p.policy, 300)}`,
    why: 'Who relied on it is refused in Gen 2.',
    remedy: 'Write the policy by hand in amplify/storage/overrides.ts.',
  }),
  AM2016: code({
    level: 'error',
    title: 'A resource of the template was not carried over',
    message: (p: { name: string; type: string; text: string }) =>
      `${shown(p.name)} (${shown(p.type)}) is in the template of the bucket: ${shown(p.text, 300)}`,
    why: 'The resource is not part of the Gen 2 backend.',
    remedy: 'Create it with CDK in amplify/storage/overrides.ts.',
  }),
  AM2017: code({
    level: 'error',
    title: 'A setting of the bucket was not carried over',
    message: (p: { property: string; text: string }) =>
      `${shown(p.property)} refers to what only the Gen 1 template has: ${shown(p.text, 200)}`,
    why: "The bucket has CloudFormation's default instead.",
    remedy: BY_HAND,
  }),
  AM2018: code({
    level: 'error',
    title: 'Part of override.ts of a bucket was not carried over',
    message: (p: { statement: string; why: string }) => `${shown(p.statement, 160)}: ${p.why}`,
    why: 'What it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: BY_HAND,
  }),
  AM2019: code({
    level: 'error',
    title: 'override.ts of a bucket can not be read',
    message: (p: { reason: string }) => `nothing of override.ts was carried over: ${shown(p.reason, 200)}`,
    why: 'Whatever it changes in Gen 1 keeps its other value in Gen 2.',
    remedy: BY_HAND,
  }),
  AM2020: code({
    level: 'error',
    title: 'The name of the deployed bucket is not known',
    message: (p: { environment: string; name: string }) =>
      `nothing in the repository tells the bucket of ${shown(p.name)} in environment \`${p.environment}\``,
    why: 'Without its name the bucket is left out; where functions use it, amplify/storage/bucket.ts has an empty place for it and stops each deployment.',
    remedy:
      'Run `amplify pull` in Gen 1 (amplify-meta.json and team-provider-info.json hold the name) and plan storage again, add the name to the table in amplify/storage/bucket.ts, or take a new bucket with `--bucket define`.',
  }),
  AM2021: code({
    level: 'warning',
    title: 'Environments without a bucket',
    message: (p: { environments: readonly string[] }) =>
      `the bucket of ${listed(p.environments.map((name) => `\`${name}\``))} is not known to the repository`,
    why: 'A branch of that name does not deploy: it would not know which bucket is meant.',
    remedy: 'Add its bucket to amplify/storage/bucket.ts.',
  }),
  AM2022: code({
    level: 'note',
    title: 'The existing bucket is kept',
    message: (p: { bucket: string; environment: string }) =>
      `the backend refers to ${shown(p.bucket, 80)} in environment \`${p.environment}\`; its settings and triggers stay as they are deployed`,
    why: 'The bucket belongs to the stack of Gen 1 until that is deleted, which leaves the bucket behind.',
    remedy: 'Nothing to do; a sandbox uses the bucket of this environment, too.',
  }),
  AM2023: code({
    level: 'warning',
    title: 'The rights on an imported bucket were given by hand',
    message: (p: { name: string }) =>
      `Gen 1 gives nobody a right on the imported bucket of ${shown(p.name)}; whoever may use it has a policy that is not in the repository`,
    why: 'With a new identity pool the roles are new, and have no such policy.',
    remedy:
      'Plan auth with `--auth reference`, which keeps the roles, or add the policies to amplify/storage/bucket.ts.',
  }),
  AM2024: code({
    level: 'note',
    title: 'Several buckets',
    message: (p: { names: readonly string[]; main: string }) =>
      `${listed(p.names.map((name) => shown(name)))}; ${shown(p.main)} is the default one`,
    why: 'A client that names no bucket asks the default one.',
    remedy: 'Move `isDefault` in amplify/storage/resource.ts if another one is meant.',
  }),
  AM2025: code({
    level: 'note',
    title: 'What the template of a bucket denies stays denied',
    message: (p: { principals: readonly string[]; rights: string }) =>
      `the template takes from ${listed(p.principals.map((name) => shown(name)))}: ${shown(p.rights, 300)}`,
    why: 'No rule of `access` in `defineStorage` takes a right away; a policy of CDK on the same roles does.',
    remedy: 'Nothing; the policy is beside the bucket in amplify/storage.',
  }),
} as const;
