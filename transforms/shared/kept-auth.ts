import { type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App, type Gen1Resource } from '../../src/core/gen1-app.js';
import { type JsonNode, at, stringAt } from '../../src/core/json.js';

/** The user pool and the identity pool of Gen 1; groups are a resource of their own there. */
export function authPools(app: Gen1App): Gen1Resource[] {
  return app.resources.filter(({ category, name }) => category === 'auth' && name !== 'userPoolGroups');
}

/** What Gen 1 was told about auth, in either of its forms. */
export function authSettings(app: Gen1App): JsonNode | undefined {
  const folder = authPools(app)[0]?.folder ?? null;
  if (folder === null) return undefined;
  const inputs = app.files.json(`${folder}/cli-inputs.json`);
  return at(inputs ?? undefined, 'cognitoConfig') ?? app.files.json(`${folder}/parameters.json`) ?? undefined;
}

/**
 * Whether users, roles and ids stay those of Gen 1, by `referenceAuth`: by choice, for an imported pool, or in the code
 * that is there already.
 */
export function keepsAuth(app: Gen1App, options: PlanOptions): boolean {
  if (options.auth !== undefined) return options.auth === 'reference';
  const isImported = [...authPools(app).map(({ config }) => config ?? undefined), authSettings(app)].some(
    (node) => stringAt(node, 'serviceType') === 'imported',
  );
  if (isImported) return true;
  // A plan that writes auth in the same run decides by its options alone.
  if (options.together?.includes('auth') === true) return false;
  return /\breferenceAuth\s*\(/.test(app.files.text('amplify/auth/resource.ts') ?? '');
}
