export { type OverrideModel } from './model.js';
export {
  type OverrideOptions,
  type OverridePlan,
  type PlannedStatement,
  planOverrides,
  settleOverrides,
} from './plan.js';
export { planProjectOverride, readProjectOverride } from './project.js';
export { readOverrides } from './read.js';
export { type Assigned, type OverrideImport } from './walk.js';
