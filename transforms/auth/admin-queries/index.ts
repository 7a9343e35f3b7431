export { type AdminQueriesModel } from './model.js';
export { type AdminQueriesPlan, planAdminQueries } from './plan.js';
export { readAdminQueries } from './read.js';
