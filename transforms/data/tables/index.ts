export { importObstacles } from './checks.js';
export { modelTables } from './names.js';
export { type PlannedTables, planTables } from './plan.js';
