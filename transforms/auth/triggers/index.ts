export { type TriggerEvent } from '../../shared/triggers/events.js';
export { type TriggerModel } from './model.js';
export { type TriggerPlan, planTriggers } from './plan.js';
export { readTriggers } from './read.js';
