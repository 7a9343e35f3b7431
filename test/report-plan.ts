import { fileOrigin } from '../src/core/origin.js';
import { type Plan } from '../src/core/plan.js';
import { type Finding } from '../src/core/finding.js';
import { type LedgerEntry } from '../src/core/ledger.js';

export const EMPTY_PLAN: Plan = {
  features: ['auth'],
  inputs: [],
  edits: [],
  ledger: [],
  findings: [],
  access: [],
  secrets: [],
};

/** A finding with words of its own, so that the printers are tested apart from the table of codes. */
export function someFinding(over: Partial<Finding> = {}): Finding {
  return {
    code: 'AM0001',
    level: 'warning',
    title: 'Unknown setting',
    message: '`shutter` is not a setting',
    remedy: 'Check whether it still matters.',
    feature: 'auth',
    origin: {
      ...fileOrigin('amplify/backend/auth/club/cli-inputs.json'),
      pointer: '/shutter',
      line: 7,
      column: 3,
    },
    ...over,
  };
}

/** A ledger entry in team-provider-info.json. */
export function someEntry(pointer: string, value: LedgerEntry['value']): LedgerEntry {
  return {
    origin: { file: 'amplify/team-provider-info.json', pointer, line: 3, column: 5 },
    value,
    disposition: { kind: 'exact', target: { path: 'amplify/auth/resource.ts', property: 'loginWith' } },
  };
}

/** A plan that has something of everything. */
export const FULL_PLAN: Plan = {
  ...EMPTY_PLAN,
  edits: [
    { path: 'amplify/auth/resource.ts', kind: 'create', before: null, after: new Uint8Array([1]) },
    { path: 'package.json', kind: 'change', before: new Uint8Array([1]), after: new Uint8Array([2]) },
  ],
  ledger: [
    someEntry('/a', 1),
    { ...someEntry('/b', 2), disposition: { kind: 'manual', finding: someFinding() } },
  ],
  findings: [
    someFinding(),
    someFinding({ message: '`lens` is not a setting' }),
    someFinding({ level: 'error', title: 'Broken', message: 'It is broken.', remedy: 'Mend it.' }),
    someFinding({ level: 'note', title: 'By the way', message: 'Fine.', remedy: 'Nothing to do.' }),
  ],
  access: [
    {
      principal: 'guest',
      action: 'sign-in',
      resource: 'userPool:guests',
      gen1: 'no guests',
      gen2: 'guests',
      change: 'widened',
      proved: true,
      code: 'AM0001',
    },
  ],
  secrets: [{ name: 'GOOGLE_CLIENT_SECRET', purpose: 'sign-in with Google' }],
};

/** A name that tries to move the cursor, to end its line and to be markup. */
export const HOSTILE =
  '\u001b[2J\u001b]8;;http://x\u0007`|<img src=x>@everyone #1 \u202e\r\n# Access (0)\n\u009b1A';

/** The same plan with such names everywhere. */
export const HOSTILE_PLAN: Plan = {
  ...FULL_PLAN,
  edits: [{ path: HOSTILE, kind: 'create', before: null, after: new Uint8Array([1]) }],
  findings: [
    someFinding({
      message: HOSTILE,
      remedy: HOSTILE,
      title: HOSTILE,
      origin: { file: HOSTILE, pointer: HOSTILE, line: 1, column: 1 },
    }),
  ],
  access: FULL_PLAN.access.map((change) => ({
    ...change,
    principal: HOSTILE,
    action: HOSTILE,
    resource: HOSTILE,
    gen1: HOSTILE,
    gen2: HOSTILE,
  })),
  secrets: [{ name: HOSTILE, purpose: HOSTILE }],
};
