import { type FactDifference } from '../facts/compare.js';
import { announcedSetting } from './settings.js';
import {
  type Announcement,
  type Told,
  announcing,
  isGone,
  isLeftBeside,
  isLess,
  isNamed,
  isRuntimeTold,
} from './told.js';

/** Facts of sign-in that can't be the same, and what tells each. */
const ANNOUNCEMENTS: readonly Announcement[] = [
  // defineAuth always makes an identity pool with its two roles.
  { difference: /^(IdentityPool|Roles\.(un)?authenticated)$/, codes: ['AM1202'] },
  { difference: /^UserPoolDomain\.Domain$/, codes: ['AM1207'] },
  { difference: /^UserPoolDomain$/, codes: ['AM1208', 'AM1226'] },
  { difference: /^IdentityProviders\.\w+\.AttributeMapping\.email$/, codes: ['AM1209'] },
  { difference: /^IdentityProviders(\.\w+|\["[^"]+"\])$/, codes: ['AM1210'], when: isGone },
  {
    difference: /^UserPoolClients\.\w+\.OAuth\.SupportedIdentityProviders$/,
    codes: ['AM1210'],
    when: isLess,
  },
  // Groups that stand in one of two places.
  { difference: /^(RoleMappings\.\w+|Groups(\.[\w-]+|\["[^"]+"\]))$/, codes: ['AM1211'] },
  { difference: /^Groups[.[].*\.Role\.Permissions$/, codes: ['AM1212', 'AM1213', 'AM1228'] },
  { difference: /\bAttached\.\w+$/, codes: ['AM1221'], when: isLeftBeside },
  { difference: /^Buckets$/, codes: ['AM1221', 'AM1310', 'AM1331'] },
  { difference: /^Roles\.sms/, codes: ['AM1219'] },
  {
    difference: /^Triggers\.\w+$/,
    codes: ['AM1301', 'AM1302', 'AM1304', 'AM1323', 'AM1327'],
    when: isNamed,
  },
  { difference: /^Triggers\.\w+\.Runtime$/, codes: ['AM1303'], when: isRuntimeTold },
  { difference: /^Triggers\.\w+\.Layers$/, codes: ['AM1317', 'AM1318'], when: isLess },
  {
    difference: /^Triggers\.\w+\.Environment\.\w+$/,
    codes: ['AM1308', 'AM1311', 'AM1320', 'AM1324', 'AM1325'],
    when: isNamed,
  },
  // What becomes something else is still there.
  {
    difference: /^Triggers\.\w+\.Environment\.\w+$/,
    codes: ['AM1309', 'AM1316'],
    when: (one, messages) => !isGone(one) && isNamed(one, messages),
  },
  { difference: /^Triggers\.\w+\.Environment\.\w+$/, codes: ['AM1310'] },
  { difference: /^Triggers\.\w+\.(Role\.)?Permissions$/, codes: ['AM1316'], when: asksOtherwise },
  { difference: /^Triggers\.\w+\.(Role\.)?Permissions$/, codes: ['AM1314', 'AM1312'], when: isLess },
];

/** All that is gone is the right to ask for what Gen 1 keeps secrets in. */
function asksOtherwise(difference: FactDifference): boolean {
  const { gen1, gen2 } = difference;
  const [before, after] = [gen1, gen2].map((list) => (Array.isArray(list) ? list.map(String) : []));
  const gone = before?.filter((one) => !after?.includes(one)) ?? [];
  return (
    isLess(difference) &&
    gone.every((one) => /^Allow ssm:GetParameters? on \S+:parameter\/amplify\/\S+\/AMPLIFY_/.test(one))
  );
}

/** The code that tells of a difference; null when nothing does. */
export function announcedAuth(difference: FactDifference, told: Told): string | null {
  const { path } = difference;
  return (
    announcing(ANNOUNCEMENTS, path, told, difference) ??
    announcedSetting(difference, told) ??
    announcedAddition(path, told)
  );
}

/** What the template of the older form has besides what Gen 1 makes. */
const ADDITION = 'AM1220';

/** What facts call the resources of that template. */
const RESOURCES: Readonly<Record<string, string>> = {
  UserPool: 'UserPool',
  UserPoolClient: 'UserPoolClients.native',
  UserPoolClientWeb: 'UserPoolClients.web',
  IdentityPool: 'IdentityPool',
};

/** A finding names the property, and what differs is at it or below it. */
function announcedAddition(path: string, { findings }: Told): string | null {
  const isTold = findings.some(({ code, message }) => {
    const [, logicalId = '', property = ''] = /^`(\w+)\.([\w.]+)` is /.exec(message) ?? [];
    const resource = RESOURCES[logicalId];
    return code === ADDITION && resource !== undefined && `${path}.`.startsWith(`${resource}.${property}.`);
  });
  return isTold ? ADDITION : null;
}

/**
 * Gen 1 gives every function ENV and REGION; a trigger that never reads them gets them no more, nor any other variable
 * of which the ledger says that nothing reads it: at the function that Gen 1 calls after the event, or in every place.
 */
export function isUnreadByTrigger(difference: FactDifference, { ledger }: Pick<Told, 'ledger'>): boolean {
  const [, event, variable] = /^Triggers\.(\w+)\.Environment\.(\w+)$/.exec(difference.path) ?? [];
  if (event === undefined || variable === undefined) return false;
  if (variable === 'ENV' || variable === 'REGION') return true;
  const entries = ledger.filter(({ origin }) =>
    `${origin.pointer}/`.includes(`/Environment/Variables/${variable}/`),
  );
  const own = entries.filter(({ origin }) => origin.file.includes(`${event}/`));
  const told = own.length > 0 ? own : entries;
  return isGone(difference) && told.length > 0 && told.every(({ disposition }) => disposition === 'default');
}
