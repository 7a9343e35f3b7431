import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonScalar } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type Reason } from './refusal.js';

/** The finding about a statement that stays behind: the one place where reasons become words. */
export function refusalFinding(leaf: JsonScalar, reason: Reason): Finding {
  const { origin } = leaf;
  const statement = String(leaf.value).replace(/\s+/g, ' ');
  const stays = (why: string) => finding('AM1400', 'auth', origin, { statement, why });
  switch (reason.kind) {
    case 'secret':
      return finding('AM1402', 'auth', origin, { line: origin.line });
    case 'helper':
      return finding('AM1403', 'auth', origin, { statement, resource: reason.resource });
    case 'property':
      return finding('AM1401', 'auth', origin, { statement, ...reason });
    case 'newResource':
      return finding('AM1407', 'auth', origin, { statement, type: reason.type });
    case 'syntax':
      return stays(`${reason.what} can't be carried over without running the file`);
    case 'outside':
      return stays(`it reads ${shown(reason.what)}, which is not part of the file`);
    case 'depends':
      return stays(`it needs ${shown(reason.name)}, whose statement was not carried over`);
    case 'afterReturn':
      return stays('a statement before it may end the function');
    case 'resource':
      return stays(`Gen 2's auth has no ${shown(reason.resource)}`);
    case 'group':
      return stays(`the project has no group ${shown(reason.group)}`);
    case 'reference':
      return stays(`it refers to ${shown(reason.to)} of the Gen 1 stack`);
  }
}
