import { type FactDifference } from '../facts/compare.js';
import { type Told } from './told.js';

const REFUSED = 'AM1318';

/** A setting of a function that a finding names: it was not carried over, so Gen 2 has Lambda's own value. */
export function announcedSetting({ path }: FactDifference, { findings }: Told): string | null {
  const [, plain, quoted, setting] =
    /^(?:Functions|Triggers)(?:\.([\w-]+)|\["([^"]+)"\])\.(\w+)/.exec(path) ?? [];
  const name = plain ?? quoted;
  if (name === undefined || setting === undefined) return null;
  const isTold = findings.some(({ code, message }) => {
    const of = /^"(\w+)" of the (?:function|trigger) (\S+(?: and \S+)*) is /.exec(message);
    return code === REFUSED && of?.[1] === setting && of[2]?.split(' and ').includes(name) === true;
  });
  return isTold ? REFUSED : null;
}
