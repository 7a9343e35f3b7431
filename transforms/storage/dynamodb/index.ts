export { type StorageTable } from './model.js';
export { type TablesPlan, planTables } from './plan.js';
export { readTables } from './read.js';
