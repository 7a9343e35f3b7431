import { type Feature } from '../../src/core/feature.js';
import { readApiOverride } from './custom/index.js';
import { type DataModel } from './model.js';
import { planData } from './plan.js';
import { readData } from './read.js';

/** Data: the AppSync API with its models, tables, rules, resolvers and modes of authorization. */
export const data: Feature<DataModel> = {
  id: 'data',
  requires: ['auth'],
  async read(app) {
    const model = readData(app);
    return model && { ...model, override: await readApiOverride(app, model.resource) };
  },
  plan: planData,
};
