import { type ClientTransform } from './transform.js';

/** Every transform of the client's code, in the order in which they look at a script. */
export const CLIENT_TRANSFORMS: readonly ClientTransform[] = [];
