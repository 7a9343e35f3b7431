export { defineDataMembers } from './define-data.js';
export { type DataOverride, dataOverrides, overrideBody, overridesOutput } from './overrides.js';
export { allowListedRoles, APPSYNC_MODES, modesForConstruct } from './modes.js';
export { settingsObstacles } from './obstacles.js';
export { readSettings } from './read.js';
export { coverSettings, settleSettings, settleUnused } from './settle.js';
export { tellSettings } from './tell.js';
