import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import {
  L1_MODULE,
  L1_PROPERTIES,
  type L1Class,
  cloudFormationName,
} from '../../transforms/auth/override/resources.js';

const require = createRequire(import.meta.url);
const CLASSES = Object.keys(L1_MODULE) as L1Class[];

/** The text of a class in the declarations of aws-cdk-lib. */
function declarationOf(name: L1Class): string {
  const service = L1_MODULE[name].slice('aws-cdk-lib/aws-'.length);
  const index = require.resolve(`aws-cdk-lib/aws-${service}`);
  const text = readFileSync(index.replace(/index\.js$/, `lib/${service}.generated.d.ts`), 'utf8');
  const start = text.search(new RegExp(`^export declare class ${name} `, 'm'));
  return text.slice(start, text.indexOf('\n}', start));
}

it.each(CLASSES)('knows every property that can be assigned on %s, and no other', (name) => {
  const setters = [...declarationOf(name).matchAll(/^ {4}set (\w+)\(/gm)].map(([, property]) => property);
  expect([...L1_PROPERTIES[name]].sort()).toEqual([...new Set(setters)].sort());
});

it("uses CloudFormation's names", () => {
  expect(cloudFormationName('callbackUrLs')).toBe('CallbackURLs');
  expect(cloudFormationName('smsMessage', ['AdminCreateUserConfig', 'InviteMessageTemplate'])).toBe(
    'SMSMessage',
  );
  expect(cloudFormationName('smsMessage', ['VerificationMessageTemplate'])).toBe('SmsMessage');
});
