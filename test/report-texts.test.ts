import { describe, expect, it } from 'vitest';
import { type LedgerEntry } from '../src/core/ledger.js';
import { shownTexts } from '../src/report/texts.js';
import { someEntry } from './report-plan.js';

const FILE = 'amplify/team-provider-info.json';

function shown(text: string, ledger: readonly LedgerEntry[] = []): string | undefined {
  return shownTexts(ledger, { gen1: new Map([[FILE, text]]), gen2: new Map() }).gen1.get(FILE);
}

function entryAt(line: number, pointer: string, value: string): LedgerEntry {
  const entry = someEntry(pointer, value);
  return { ...entry, origin: { ...entry.origin, line } };
}

describe('texts of files in a report', () => {
  it('stay as they are, line for line, where there is no secret', () => {
    const text = '{\r\n  "region": "eu-west-1",\n  "passwordPolicyMinLength": "8"\n}\n';
    expect(shown(text)).toBe(text.replace('\r\n', '\n'));
  });

  it('hide the whole line of a value that the ledger hides, however it is escaped', () => {
    const ledger = [entryAt(2, '/dev/hostedUIProviderCreds', '[{"client_secret":"a\\"b"}]')];
    expect(
      shown('{\n  "hostedUIProviderCreds": "[{\\"client_secret\\":\\"a\\\\\\"b\\"}]",\n  "b": 1\n}', ledger),
    ).toBe('{\n  "hostedUIProviderCreds": ‹redacted›\n  "b": 1\n}');
  });

  it('hide all that follows on a line without a key of its own', () => {
    expect(shown('  [{"apiKey":"x"},', [entryAt(1, '/apiKey', 'x')])).toBe('  ‹redacted›');
  });

  it('hide the lines of a secret in YAML', () => {
    const yaml = 'secretKey: >\n  hunter2\n\n  hunter3\nregion: eu\n';
    expect(shown(yaml, [entryAt(1, '/secretKey', 'hunter2')])).toBe(
      'secretKey: ‹redacted›\n  ‹redacted›\n\n  ‹redacted›\nregion: eu\n',
    );
  });

  it('hide secrets that the ledger does not know, by their names', () => {
    expect(shown(`const DB_PASSWORD = 'hunter2'; const region = 'eu';`)).toBe(
      `const DB_PASSWORD = '‹redacted›'; const region = 'eu';`,
    );
    expect(shown(`clientSecret: secret('GOOGLE_CLIENT_SECRET'),`)).toBe(
      `clientSecret: secret('GOOGLE_CLIENT_SECRET'),`,
    );
  });

  it('hide private keys', () => {
    const key = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIE', '-----END RSA PRIVATE KEY-----'];
    expect(shown(['a', ...key, 'b'].join('\n'))).toBe('a\n‹redacted›\n‹redacted›\n‹redacted›\nb');
  });

  it('hide secrets of Gen 1 in the code of Gen 2', () => {
    const ledger = [entryAt(1, '/dev/clientSecret', 'hunter2hunter2')];
    const { gen2 } = shownTexts(ledger, {
      gen1: new Map(),
      gen2: new Map([['a.ts', `f('hunter2hunter2')`]]),
    });
    expect(gen2.get('a.ts')).toBe(`f('‹redacted›')`);
  });
});
