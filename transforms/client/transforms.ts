import { auth } from './auth/index.js';
import { configuration } from './configuration/index.js';
import { datastore } from './datastore/index.js';
import { graphql } from './graphql/index.js';
import { hub } from './hub/index.js';
import { others } from './others/index.js';
import { rest } from './rest/index.js';
import { server } from './server/index.js';
import { storage } from './storage/index.js';
import { type ClientTransform } from './transform.js';
import { ui } from './ui/index.js';
import { utils } from './utils/index.js';

/** Every transform of the client's code, in the order in which they look at a script. */
export const CLIENT_TRANSFORMS: readonly ClientTransform[] = [
  configuration,
  server,
  auth,
  graphql,
  rest,
  storage,
  hub,
  utils,
  datastore,
  others,
  ui,
];
