import { type FactDifference } from '../facts/compare.js';
import { record, textOf } from '../facts/normal.js';
import { isScheduleTold } from './schedules.js';
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

/** Facts of buckets, tables and functions that can't be the same, and what tells each. */
const ANNOUNCEMENTS: readonly Announcement[] = [
  // defineStorage refuses requests without TLS.
  { difference: /^Buckets[.[].*TlsOnly$/, codes: ['AM2009'], when: ({ gen2 }) => gen2 === true },
  // What stays in Gen 1, or is not known, is not made anew.
  { difference: /^Buckets(\.\w+|\["[^"]+"\])$/, codes: ['AM2003', 'AM2020', 'AM2022'] },
  { difference: /^Tables(\.\w+|\["[^"]+"\])$/, codes: ['AM2100', 'AM2105', 'AM2108'] },
  { difference: /^Functions(\.\w+|\["[^"]+"\])$/, codes: ['AM4001', 'AM4003', 'AM1327'], when: isNamed },
  { difference: /\.Attached\.\w+$/, codes: ['AM2016', 'AM2110', 'AM4120'], when: isLeftBeside },
  { difference: /^Functions[.[].*\.Own\.\w+$/, codes: ['AM4120'], when: isLeftOfType },
  // Buckets call functions when those have moved.
  { difference: /^Buckets[.[].*Notifications$/, codes: ['AM2007'], when: isLess },
  { difference: /^Functions\..*InvokedBy$/, codes: ['AM4124'], when: isLess },
  {
    difference: /^Functions\..*Runtime$/,
    codes: ['AM1303', 'AM4002', 'AM4004', 'AM4013'],
    when: isRuntimeTold,
  },
  // A compiled function without what it is compiled to is not there to run.
  { difference: /^Functions\..*Runtime$/, codes: ['AM4005'] },
  { difference: /^Functions\..*Schedules$/, codes: ['AM4110', 'AM4111'], when: isScheduleTold },
  { difference: /^Functions\..*Schedules$/, codes: ['AM4113'], when: isLess },
  { difference: /^Functions\..*Layers$/, codes: ['AM1318', 'AM4010'], when: isLess },
  { difference: /^Functions\..*EventSources/, codes: ['AM4120', 'AM4123'], when: isGone },
  { difference: /^Functions\..*Environment\.\w+STREAMARN$/, codes: ['AM4125'] },
  { difference: /^Layers(\.\w+|\["[^"]+"\])$/, codes: ['AM4008', 'AM4010'], when: isLayerTold },
  // Gen 2 makes the role of a function for Lambda alone.
  { difference: /^Functions\..*Trust$/, codes: ['AM4103'], when: ({ gen2 }) => isForLambda(gen2) },
];

/** The code that tells of a difference; null when nothing does. */
export function announcedBackend(difference: FactDifference, told: Told): string | null {
  const { path } = difference;
  return (
    announcing(ANNOUNCEMENTS, path, told, difference) ??
    announcedSetting(difference, told) ??
    announcedVariable(difference, told) ??
    announcedEmpty(difference, told)
  );
}

/** The layer that a finding names is for fewer than it was. */
function isLayerTold(difference: FactDifference, messages: readonly string[]): boolean {
  return isNamed(difference, messages) && isLess(difference);
}

/** A resource of its own that is gone, and a finding names one of its type. */
function isLeftOfType(difference: FactDifference, messages: readonly string[]): boolean {
  const type = textOf(record(difference.gen1)['Type']);
  return isGone(difference) && messages.some((message) => message.includes(type));
}

function isForLambda(trust: FactDifference['gen2']): boolean {
  return JSON.stringify(trust) === '["Allow sts:AssumeRole for {\\"Service\\":\\"lambda.amazonaws.com\\"}"]';
}

/** A variable with what only the deployment of Gen 1 knows is empty, and told by the name of the parameter. */
function announcedEmpty({ path, gen1, gen2 }: FactDifference, { findings }: Told): string | null {
  if (!VARIABLE.test(path) || typeof gen1 !== 'string' || gen2 !== '') return null;
  const found = findings.find(({ code, message }) => {
    const name = code === 'AM4105' ? /^"(\w+)" of /.exec(message)?.[1] : undefined;
    return name !== undefined && new RegExp(`(?:^|[?{])${name}(?:$|\\})`).test(gen1);
  });
  return found?.code ?? null;
}

const VARIABLE = /^Functions(?:\.(?<plain>[\w-]+)|\["(?<quoted>[^"]+)"\])\.Environment\.(?<variable>\w+)$/;

/** Variables whose values become secrets. */
const SECRETS = 'AM1309';

/** What a finding or the ledger says became of a variable that was not carried over as it was. */
function announcedVariable(difference: FactDifference, { ledger, findings }: Told): string | null {
  const { path } = difference;
  const { plain, quoted, variable } = VARIABLE.exec(path)?.groups ?? {};
  const name = plain ?? quoted;
  if (name === undefined || variable === undefined) return null;
  const isSecret = findings.some(({ code, message }) => {
    const of = /^"(\w+)" of the (?:function|trigger) (\S+) /.exec(message);
    return code === SECRETS && of?.[1] === variable && name.endsWith(of[2] ?? '');
  });
  // What becomes something else is still there.
  if (isSecret) return isGone(difference) ? null : SECRETS;
  const entry = ledger.find(
    ({ disposition, origin }) =>
      (disposition === 'manual' || (disposition === 'changed' && !isGone(difference))) &&
      origin.file.includes(`/function/${name}/`) &&
      `${origin.pointer}/`.includes(`/Environment/Variables/${variable}/`),
  );
  return entry?.code ?? null;
}

/** Variables that no line of the function reads are left out, as the ledger says. */
export function isUnread(difference: FactDifference, { ledger }: Pick<Told, 'ledger'>): boolean {
  const { plain, quoted, variable } = VARIABLE.exec(difference.path)?.groups ?? {};
  if (variable === undefined) return false;
  const own = ledger.filter(
    ({ origin }) =>
      `${origin.pointer}/`.includes(`/Environment/Variables/${variable}/`) &&
      origin.file.includes(`/function/${plain ?? quoted ?? ''}/`),
  );
  if (variable !== 'ENV' && variable !== 'REGION') {
    return own.some(({ disposition }) => disposition === 'default');
  }
  // Gen 1 gives every function these two; one that reads them was given them, and has to have them.
  return !isGone(difference) || own.every(({ disposition }) => disposition === 'default');
}
