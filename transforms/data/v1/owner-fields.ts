import { directiveOf } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { Maker } from './nodes.js';
import { type Effective } from './model-rules.js';
import { rulesOf } from './rules.js';

/**
 * The owner fields that v1 adds to a type for rules that v2 does not get, because they are void. v2 adds those of
 * the other rules by itself.
 */
export function addOwnerFields(model: V1Model, effective: Effective, context: Context): void {
  if (context.options.addMissingOwnerFields === false) return;
  const auth = directiveOf(model.node, 'auth');
  const kept = new Set([...effective.values()].flat().map(({ ownerField }) => ownerField));
  for (const { at, ownerField } of rulesOf(auth)) {
    if (ownerField === null || kept.has(ownerField) || model.fields.has(ownerField)) continue;
    const { fields } = context.additionsTo(model.name);
    if (!fields.has(ownerField)) fields.set(ownerField, new Maker(at).field(ownerField, 'String', false, []));
  }
}
