import { finding } from '../../src/core/finding.js';
import { type Model, type Rule } from './api.js';
import { type LaneInput, type LaneOutput } from './lane.js';
import { directiveOf, gen1 } from './sdl/service-directives.js';

/**
 * Roles of the identity pool that may delete records and not update them. The resolver of an update knows them, since
 * who deletes may empty fields, and lets through an update without fields. In Gen 1 they do not get as far: the update
 * is open to the modes of those who update. `defineData` opens it to IAM (`enableIamAccess` in
 * @aws-amplify/graphql-auth-transformer).
 */
export function iamUpdates({ api, settings }: LaneInput): Pick<LaneOutput, 'findings' | 'access'> {
  const isEverywhere = gen1(settings, api).iamEverywhere;
  const opened = isEverywhere
    ? []
    : api.models.flatMap((model) => openedBy(model, settings.defaultMode.kind === 'iam'));
  return {
    findings: opened.map(({ rule, name }) => finding('AM3172', 'data', rule.origin, { operation: name })),
    access: opened.map(({ rule, name }) => ({
      principal: rule.strategy === 'public' ? 'guest' : 'authenticated by the identity pool',
      action: 'update',
      resource: `graphql:Mutation.${name}`,
      gen1: 'denied',
      gen2: 'allowed without a field, which changes the time of the last update',
      change: 'widened',
      proved: true,
      code: 'AM3172',
    })),
  };
}

function openedBy(
  { rules, fields, operations }: Model,
  byDefault: boolean,
): { readonly rule: Rule; readonly name: string }[] {
  const updating = [...(rules ?? []), ...fields.flatMap((field) => field.rules ?? [])].filter((rule) =>
    allows(rule, 'update'),
  );
  const isOpen = updating.length === 0 ? byDefault : updating.some(isIam);
  if (isOpen) return [];
  const deleting = (rules ?? []).filter((rule) => isIam(rule) && allows(rule, 'delete'));
  return deleting.flatMap((rule) => operations.update.map((name) => ({ rule, name })));
}

function allows({ operations }: Rule, wanted: 'update' | 'delete'): boolean {
  return operations === null || operations.includes(wanted);
}

function isIam(rule: Rule): boolean {
  return directiveOf(rule) === 'aws_iam';
}
