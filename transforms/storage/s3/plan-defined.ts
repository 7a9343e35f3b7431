import { finding } from '../../../src/core/finding.js';
import { at } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { takeoverOf } from '../../../src/emit/environment-name.js';
import { code, identifier } from '../../../src/emit/code.js';
import { type Access, accessOf, concernsUsers, withoutRules } from './access.js';
import { defineStorage } from './define-storage.js';
import { type BucketsDraft } from './draft.js';
import { CALLER, type Grant } from './grants.js';
import { type BucketModel } from './model.js';
import { planOverride } from './override.js';
import { callOf, keepFunction, type OverrideBlock, rolesIn } from './overrides-module.js';
import { OVERRIDES_PATH, RESOURCE_PATH } from './paths.js';
import { type BucketContext } from './plan.js';
import { policies, rightsText } from './policies.js';
import { reachable } from './reachable.js';
import { planSettings } from './settings.js';
import { tellOthers, tellPolicies, unknownAccess } from './template-findings.js';

/** A bucket of its own, made by `defineStorage`, with the rights that Gen 1 gives. */
export function planDefined(model: BucketModel, context: BucketContext, draft: BucketsDraft): void {
  const { key, app, options, suffix, isMain, isOneOfMany, roles } = context;
  const { grants, denials, findings, access: lost } = reachable(model, roles);
  draft.findings.push(...findings);
  draft.access.push(...lost);
  const access = roles.place === 'identityPool' ? withoutRules(grants) : accessOf(grants);
  draft.needsAuth ||= grants.length > 0;
  tellNewBucket(model, context, access, draft);
  const settings = model.template ? planSettings(model.template, draft.ledger) : null;
  draft.findings.push(...(settings?.findings ?? []));
  if (model.template) {
    tellPolicies(model.template, draft);
    tellOthers(model.template, draft);
  }
  draft.resource.add(
    defineStorage(
      {
        key,
        name: bucketLabel(model.resource.name),
        isDefault: isMain && isOneOfMany,
        versioned: settings?.versioned === true,
        rules: access.rules,
      },
      draft.resource,
    ),
  );
  draft.written.add(RESOURCE_PATH);
  draft.resources.push({ name: key, from: './storage/resource' });
  const blocks: OverrideBlock[] = [
    ...restBlock(access, model, context, draft),
    denialBlock(denials, model, context, draft),
    { reason: 'What was changed in the Gen 1 template', statements: settings?.statements ?? [] },
    { reason: "From Gen 1's override.ts", statements: overrideStatements(model, context, draft) },
  ];
  const kept = {
    // All buckets are in one stack and one file.
    name: suffix === '' ? 'keepGen1Bucket' : `keepGen1${suffix}`,
    key,
    blocks: blocks.filter(({ statements }) => statements.length > 0),
  };
  const text = keepFunction(kept, takeoverOf(app, options), draft.overrides);
  if (text === null) return;
  draft.overrides.add(text);
  draft.written.add(OVERRIDES_PATH);
  draft.statements.push(callOf(kept.name, './storage/overrides', rolesIn(text)));
}

/** What can be the name of a resource in Gen 2: it has to begin with a letter (resource_name_validator). */
export function bucketLabel(name: string): string {
  const allowed = name.replace(/[^\w -]/g, '-');
  return /^[A-Za-z]/.test(allowed) ? allowed : `bucket-${allowed}`;
}

function overrideStatements(model: BucketModel, { app }: BucketContext, draft: BucketsDraft) {
  if (!model.override) return [];
  const planned = planOverride(model.override, app, draft.ledger);
  draft.findings.push(...planned.findings);
  draft.access.push(...planned.aboutPolicies.map(({ code: told }) => unknownAccess(told)));
  return planned.statements;
}

/** What Gen 1's template takes away: no rule of `access` does that. */
function denialBlock(
  denials: readonly Grant[],
  model: BucketModel,
  { key, suffix, roles }: BucketContext,
  draft: BucketsDraft,
): OverrideBlock {
  const stack = code`backend.${identifier(key)}.stack`;
  const where = { stack, idPrefix: suffix, effect: 'deny', roles: roles.place } as const;
  tellDenials(denials, model, OVERRIDES_PATH, draft);
  const statements = policies(denials, where, draft.overrides);
  return { reason: 'What the Gen 1 template denies, whatever the rules allow', statements };
}

export function tellDenials(
  denials: readonly Grant[],
  { document, template }: BucketModel,
  path: string,
  draft: BucketsDraft,
): void {
  if (denials.length === 0) return;
  const told = {
    principals: [...new Set(denials.map(({ principal }) => principal))],
    rights: rightsText(denials),
  };
  const { origin } = template?.document ?? document;
  draft.findings.push(finding('AM2025', 'storage', origin, told, { path }));
}

/** Most of the rights that no rule can say are those of groups. */
function originOfGroups({ document, groupsDocument }: BucketModel): Origin {
  const groups = at(document, 'groupAccess') ?? at(groupsDocument ?? undefined, 'groupPermissionMap');
  return (groups ?? document).origin;
}

/** The rights that no rule of `access` can say. */
function restBlock(
  { rest }: Access,
  model: BucketModel,
  { key, suffix, roles }: BucketContext,
  draft: BucketsDraft,
): OverrideBlock[] {
  if (rest.length === 0) return [];
  const target = { path: OVERRIDES_PATH };
  const told = { principals: [...new Set(rest.map(({ principal }) => principal))], rights: rightsText(rest) };
  draft.findings.push(finding('AM2011', 'storage', originOfGroups(model), told, target));
  const statements = policies(
    rest,
    { stack: code`backend.${identifier(key)}.stack`, idPrefix: suffix, roles: roles.place },
    draft.overrides,
  );
  const isGroups = rest.every(
    ({ principal, path }) => principal.startsWith('group:') && (path ?? '*') === '*',
  );
  const reason = isGroups
    ? 'Gen 1 lets the members of a group into the whole bucket; a rule of `access` ends at its prefix'
    : 'Rights of Gen 1 that no rule of `access` can say';
  return [{ reason, statements }];
}

function tellNewBucket(
  { document, names, resource }: BucketModel,
  { app, roles }: BucketContext,
  access: Access,
  draft: BucketsDraft,
): void {
  const { origin } = document;
  const target = { path: RESOURCE_PATH };
  const environment = app.environment.name;
  const bucket = names.get(environment)?.name ?? resource.name;
  draft.findings.push(
    finding('AM2001', 'storage', origin, { bucket, environment }, target),
    finding('AM2009', 'storage', origin, {}, target),
    finding('AM2010', 'storage', origin, {}, target),
  );
  draft.access.push({
    principal: '*',
    action: 'requests without TLS',
    resource: 's3:*',
    gen1: 'as with TLS',
    gen2: 'denied',
    change: 'narrowed',
    proved: true,
    code: 'AM2009',
  });
  tellOrphans(access, roles.isReferenced, document, draft);
}

/** The files below an identity id, which a new identity pool gives to nobody again. */
export function tellOrphans(
  access: Access,
  keepsIdentities: boolean,
  document: BucketModel['document'],
  draft: BucketsDraft,
): void {
  if (keepsIdentities || !concernsUsers(access)) return;
  const ofRules = access.rules.filter(({ who }) => who === 'entity').map(({ path }) => path);
  const ofRest = access.rest.flatMap(({ path }) => (path?.includes(CALLER) === true ? [path] : []));
  const paths = [...new Set([...ofRules, ...ofRest.map((path) => path.replaceAll(CALLER, '{entity_id}'))])];
  draft.findings.push(finding('AM2002', 'storage', document.origin, { paths }));
  draft.access.push(
    ...paths.map((path) => ({
      principal: 'authenticated',
      action: 'own files of today',
      resource: `s3:${path}`,
      gen1: 'allowed',
      gen2: 'denied',
      change: 'narrowed' as const,
      proved: true,
      code: 'AM2002' as const,
    })),
  );
}
