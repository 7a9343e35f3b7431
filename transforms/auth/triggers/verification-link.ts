import { type JsonNode, at, stringAt } from '../../../src/core/json.js';
import { modulesOf } from '../../shared/lambda/sources.js';
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
