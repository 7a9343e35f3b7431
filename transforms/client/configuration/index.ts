import { type ClientTransform } from '../transform.js';
import { whole } from './calls.js';
import { fileOfGen1 } from './file.js';
import { part } from './part.js';

/** What a client is configured with: amplify_outputs.json in the place of aws-exports.js. */
export const configuration: ClientTransform = {
  id: 'configuration',
  run(script) {
    fileOfGen1(script);
    for (const use of script.usesOf('Amplify')) whole(script, use);
    for (const use of script.usesOf('Auth', 'API', 'Storage', 'PubSub', 'Analytics', 'Geo', 'Predictions')) {
      if (use.member?.name === 'configure') part(script, use);
    }
  },
};
