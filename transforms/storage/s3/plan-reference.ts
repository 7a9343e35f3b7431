import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { at, itemsOf, stringAt } from '../../../src/core/json.js';
import { code } from '../../../src/emit/code.js';
import { takeoverOf } from '../../../src/emit/environment-name.js';
import { accessOf, withoutRules } from './access.js';
import { type BucketsDraft } from './draft.js';
import { type BucketModel, type BucketName } from './model.js';
import { BUCKET_PATH } from './paths.js';
import { keptOverride } from './override.js';
import { bucketLabel, tellDenials, tellOrphans } from './plan-defined.js';
import { type BucketContext } from './plan.js';
import { callOf, rolesIn } from './overrides-module.js';
import { policies } from './policies.js';
import { reachable } from './reachable.js';
import { referenceFunction } from './reference.js';
import { tellPolicies, unknownAccess } from './template-findings.js';

/** The bucket that is deployed: the backend refers to it, and its roles get the rights that Gen 1 gives. */
export function planReferenced(model: BucketModel, context: BucketContext, draft: BucketsDraft): void {
  const { app, options, suffix, isMain, key } = context;
  const { environment, branch } = takeoverOf(app, options);
  tellRoles(model, context, draft);
  const { grants, denials, findings, access: lost } = reachable(model, context.roles);
  const { place } = context.roles;
  const access = place === 'identityPool' ? withoutRules(grants) : accessOf(grants);
  draft.findings.push(...findings, ...tellNames(model, context));
  // Without the name there is code only where functions refer to the bucket: it has a place for the name.
  if (!model.names.has(environment) && !isUsed(model, app)) return;
  tellDenials(denials, model, BUCKET_PATH, draft);
  draft.access.push(...lost);
  draft.needsAuth ||= grants.length > 0;
  tellOrphans(access, context.roles.isReferenced, model.document, draft);
  const functionName = `gen1${suffix === '' ? 'Bucket' : suffix}`;
  const text = referenceFunction(
    {
      functionName,
      name: bucketLabel(model.resource.name),
      stackName: isMain ? 'storage' : `storage-${key}`,
      isDefault: isMain,
      buckets: byBranch(model.names, environment, branch),
      branch,
      access,
      policies: [
        ...policies(grants, { stack: code`stack`, idPrefix: '', roles: place }, draft.reference),
        ...policies(
          denials,
          { stack: code`stack`, idPrefix: '', effect: 'deny', roles: place },
          draft.reference,
        ),
      ],
    },
    draft.reference,
  );
  draft.reference.add(text);
  draft.written.add(BUCKET_PATH);
  draft.statements.push({
    code: `const ${isMain ? 'bucket' : key} = ${callOf(functionName, './storage/bucket', rolesIn(text)).code}`,
    imports: [{ name: functionName, from: './storage/bucket' }],
  });
}

/** What the Gen 1 stack gives its roles in words of somebody's own; roles that stay have it already. */
function tellRoles({ template, override }: BucketModel, { roles }: BucketContext, draft: BucketsDraft): void {
  if (template && !roles.isReferenced) tellPolicies(template, draft);
  if (!override) return;
  const told = keptOverride(override, roles.isReferenced, draft.ledger);
  draft.findings.push(...told);
  draft.access.push(...told.map(({ code: each }) => unknownAccess(each)));
}

/** Whether functions of Gen 1 depend on the bucket. */
function isUsed({ resource }: BucketModel, app: Gen1App): boolean {
  return app.resources.some(
    ({ category, config }) =>
      category === 'function' &&
      itemsOf(at(config ?? undefined, 'dependsOn')).some(
        (one) => stringAt(one, 'category') === 'storage' && stringAt(one, 'resourceName') === resource.name,
      ),
  );
}

function tellNames(model: BucketModel, { app, roles }: BucketContext): Finding[] {
  const { resource, names, form } = model;
  const { origin } = model.document;
  const { name: environment } = app.environment;
  const own = names.get(environment);
  const others = app.environments.map(({ name }) => name).filter((name) => name !== environment);
  const unknown = others.filter((name) => !names.has(name));
  const target = { path: BUCKET_PATH };
  return [
    own
      ? finding('AM2022', 'storage', origin, { bucket: own.name, environment }, target)
      : finding('AM2020', 'storage', origin, { name: resource.name, environment }, target),
    ...(unknown.length === 0
      ? []
      : [finding('AM2021', 'storage', origin, { environments: unknown }, target)]),
    ...(form === 'imported' && !roles.isReferenced
      ? [finding('AM2023', 'storage', origin, { name: resource.name }, target)]
      : []),
  ];
}

/** The chosen environment under the name of the branch that takes it over. */
function byBranch(
  names: ReadonlyMap<string, BucketName>,
  environment: string,
  branch: string,
): Map<string, BucketName> {
  return new Map([...names].map(([name, bucket]) => [name === environment ? branch : name, bucket]));
}
