import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM142x: admin queries, and the code of functions that is copied for auth. */
export const ADMIN_QUERIES_CODES = {
  AM1420: code({
    level: 'note',
    title: 'Clients of the admin queries need their address',
    message: () => 'the address of the admin queries is in `custom.API` of amplify_outputs.json',
    why: "`Amplify.configure(outputs)` does not know it, and a call of `API.post('AdminQueries', …)` fails.",
    remedy:
      'Configure the clients with ' +
      '`Amplify.configure({ ...config, API: { ...config.API, REST: outputs.custom.API } })`, where `config` is ' +
      '`parseAmplifyConfig(outputs)` of aws-amplify/utils. Calls need the access token in their `Authorization` header, as before.',
  }),
  AM1421: code({
    level: 'error',
    title: 'The admin queries are not in the project',
    message: (p: { missing: string }) => `Gen 1 has admin queries, but ${p.missing}`,
    why: 'Administrators of the app can no longer list, confirm or disable users.',
    remedy:
      'Restore the folder (`amplify pull` in Gen 1) and run the migration again, or write an API by hand that ' +
      'allows the same group the same actions.',
  }),
  AM1422: code({
    level: 'error',
    title: 'The admin queries were changed beyond what Gen 1 creates',
    message: (p: { what: string }) => `${p.what} of the admin queries was not carried over`,
    why: 'The function or its API can do less, or is guarded by something else, than before.',
    remedy: 'Add its counterpart by hand in amplify/auth/admin-queries/api.ts.',
  }),
  AM1423: code({
    level: 'warning',
    title: 'Every signed-in user can use the admin queries',
    message: () => 'no group guards the admin queries: GROUP is not set, in Gen 1 as in Gen 2',
    why: 'Whoever signs up can disable other users or put themselves into any group.',
    remedy: "Set `GROUP` in amplify/auth/admin-queries/resource.ts to the administrators' group.",
  }),
  AM1424: code({
    level: 'warning',
    title: 'Two groups are named for the admin queries',
    message: (p: { settings: string; deployed: string }) =>
      `the settings of auth name the group ${shown(p.settings)}, and the function checks ${shown(p.deployed)}`,
    why: 'Gen 1 deploys what the function checks; whoever changed the settings may believe otherwise.',
    remedy:
      'The deployed group was kept: change `GROUP` in amplify/auth/admin-queries/resource.ts if it is wrong.',
  }),
  AM1425: code({
    level: 'error',
    title: 'The admin queries can not be added to this auth',
    message: (p: { reason: string }) => `the admin queries were not carried over: ${p.reason}`,
    why: 'Administrators of the app can no longer list, confirm or disable users.',
    remedy: 'Add the API by hand in amplify/backend.ts, for the user pool that the app uses.',
  }),
  AM1426: code({
    level: 'note',
    title: 'Declarations were added to copied code',
    message: (p: { names: readonly string[]; file: string }) =>
      `${shown(p.file, 200)} assigns ${listed(p.names.map((name) => `\`${shown(name).slice(1, -1)}\``))} without a declaration; the copy declares it`,
    why: 'Gen 2 bundles functions as ES modules, where such an assignment throws a ReferenceError.',
    remedy: 'Nothing to do; the declaration stands at the end of the copied file.',
  }),
} as const;
