import { type Gen1App } from '../../src/core/gen1-app.js';
import { type AuthDraft } from './draft.js';
import { type AuthModel } from './model.js';
import { type OverrideModel, planOverrides, planProjectOverride } from './override/index.js';
import { OVERRIDES_PATH } from './overrides-module.js';

/** Carries the statements of Gen 1's override.ts over, after everything else that sets a property. */
export function planOverrideFiles(model: AuthModel, app: Gen1App, draft: AuthDraft): void {
  if (model.overrides) {
    planFile(model.overrides, "From Gen 1's override.ts of the user pool", model, app, draft);
  }
  if (model.groupOverrides) {
    planFile(model.groupOverrides, "From Gen 1's override.ts of the groups", model, app, draft);
  }
  if (model.projectOverride) {
    draft.findings.push(...planProjectOverride(model.projectOverride, draft.ledger));
  }
}

/** Properties that Gen 1 leaves out of its template where the inputs say nothing about them. */
const SET_BY_INPUTS: ReadonlySet<string> = new Set([
  'AliasAttributes',
  'Schema',
  'UsernameAttributes',
  'UsernameConfiguration',
]);

function planFile(
  override: OverrideModel,
  reason: string,
  model: AuthModel,
  app: Gen1App,
  draft: AuthDraft,
): void {
  const planned = planOverrides(override, draft.ledger, {
    target: OVERRIDES_PATH,
    projectName: app.projectName,
    nativeClient: model.cognito.nativeClient !== null,
    groups: model.groups?.groups.map(({ name }) => name) ?? [],
    isSet: (resource, property) =>
      resource === 'userPool' && SET_BY_INPUTS.has(property)
        ? model.cognito.userPool?.[property] !== undefined
        : null,
  });
  draft.findings.push(...planned.findings);
  if (planned.statements.length === 0) return;
  for (const { name, from, typeOnly } of planned.imports) {
    if (typeOnly) draft.overrides.useType(name, from);
    else draft.overrides.use(name, from);
  }
  draft.blocks.push({ reason, statements: planned.statements.map(({ code }) => code) });
}
