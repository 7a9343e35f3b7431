import { type JsonNode, at, stringAt } from '../../../src/core/json.js';
import { modulesOf } from '../../shared/lambda/sources.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { type TriggerContext } from './context.js';

/** Gen 1's page for links in verification messages lies in a bucket that it makes and fills. */
export function tellVerificationLink(context: TriggerContext, settings: JsonNode): void {
  if (!context.model.events.some(({ event }) => event === 'customMessage')) return;
  const modules = new Set([...context.modules, ...modulesOf(context)]);
  if (!modules.has('verification-link')) return;
  const node = at(settings, 'verificationBucketName');
  const name = stringAt(node) ?? `${context.poolName.toLowerCase()}verificationbucket`;
  const params = { trigger: context.label, bucket: `${name}-${context.app.environment.name}` };
  if (node) context.manual(node, 'AM1310', params);
  else context.tell('AM1310', context.origin, params);
}

/** Gen 1 makes the bucket by its name alone (auth-cognito-stack-builder.ts of aws-amplify/amplify-cli). */
export function tellUnusedBucket(app: Gen1App, settings: JsonNode, ledger: Ledger): Finding[] {
  const node = at(settings, 'verificationBucketName');
  const name = stringAt(node) ?? '';
  if (node === undefined || name === '' || ledger.isSettled(node)) return [];
  const made = finding('AM1331', 'auth', node.origin, { bucket: `${name}-${app.environment.name}` });
  ledger.settle(node, { kind: 'manual', finding: made });
  return [made];
}
