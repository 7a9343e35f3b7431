export {
  type OverrideFile as ApiOverride,
  readOverride as readApiOverride,
} from '../../shared/override/read.js';
export { coverCustom } from './cover.js';
export { tellOperations } from './operations.js';
export { type CustomPlan, planCustom } from './plan.js';
export { customResolvers } from './resolvers.js';
export { customObstacles } from './slot-obstacles.js';
export { type Slot, slotsOf } from './slots.js';
