import { type Draft, type Feature, type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { withNodeTypes } from '../../src/emit/node-types.js';
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
    return withNodeTypes(draft, 'auth');
  },
};
