import { type Dependency, type Draft, type Feature, type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type AuthModel } from './model.js';
import { planDefine } from './plan-define.js';
import { planReferenced } from './plan-reference.js';
import { readAuth } from './read.js';

/** Auth: Cognito user pool, app clients, identity pool, groups, triggers and admin queries. */
export const auth: Feature<AuthModel> = {
  id: 'auth',
  requires: [],
  read: readAuth,
  plan(model: AuthModel, app: Gen1App, options: PlanOptions): Draft {
    const mode = options.auth ?? (model.form === 'imported' ? 'reference' : 'define');
    const draft =
      mode === 'reference' ? planReferenced(model, app, options) : planDefine(model, app, options);
    return withNodeTypes(draft);
  },
};

/**
 * ampx type-checks the backend, and nothing that it installs declares `process`. The lowest Node.js that Gen 2
 * runs on decides the version.
 */
const NODE_TYPES: Dependency = { name: '@types/node', version: '20.19.43', dev: true, by: 'amplify/auth' };

function withNodeTypes(draft: Draft): Draft {
  const texts = [
    ...draft.files.filter(({ language }) => language === 'typescript').map(({ content }) => content),
    ...draft.backend.statements.map(({ code }) => code),
  ];
  const asks = texts.some((text) => typeof text === 'string' && /\bprocess\.env\b/.test(text));
  return asks ? { ...draft, dependencies: [...draft.dependencies, NODE_TYPES] } : draft;
}
