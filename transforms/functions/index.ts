import { type Draft, type Feature, type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type FunctionsModel } from './model.js';
import { planFunctions } from './plan.js';
import { readFunctions } from './read.js';

/** Functions: Lambda functions that are no triggers of the user pool, their layers, rights, schedules and events. */
export const functions: Feature<FunctionsModel> = {
  id: 'functions',
  requires: [],
  read: readFunctions,
  plan(model: FunctionsModel, app: Gen1App, options: PlanOptions): Draft {
    return planFunctions(model, app, options);
  },
};
