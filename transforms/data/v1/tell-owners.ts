import { type FieldDefinitionNode } from 'graphql';
import { type Context, type V1Model } from './context.js';
import { type Effective } from './model-rules.js';
import { access } from './tell-rules.js';
import { hasMutation } from './ways.js';

/**
 * Owners that a rule of a field alone makes. v1 looks at such a rule, and writes the owner, where the input of a
 * create has the field; v2 writes the owner of every record that names none, whichever fields are given.
 */
export function tellOwnerWritten(
  model: V1Model,
  field: FieldDefinitionNode,
  { effective, ofModel }: { readonly effective: Effective; readonly ofModel: Effective },
  context: Context,
): void {
  if (!hasMutation(model, 'create')) return;
  const known = ofModel.get('create') ?? [];
  for (const { at, provider, ownerField } of effective.get('create') ?? []) {
    const isKnown = known.some((rule) => rule.provider === provider && rule.ownerField === ownerField);
    if (ownerField === null || isKnown) continue;
    const path = `${model.name}.${field.name.value}`;
    context.tell('AM3232', at, { field: path, model: model.name, owner: ownerField });
    access(context, {
      principal: provider === 'oidc' ? 'oidc' : 'authenticated',
      action: 'create',
      resource: `graphql:${model.name}`,
      gen1: `no ${ownerField}, unless ${path} is given`,
      gen2: `the caller as ${ownerField}`,
      change: 'changed',
      code: 'AM3232',
    });
  }
}
