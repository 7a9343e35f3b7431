import { parseJson } from '../../src/gen1/json.js';
import { type BackendPart } from '../../src/core/feature.js';
import { mergeBackend } from '../../src/emit/backend-file.js';
import { type Lane, type LaneInput, type LaneOutput } from '../../transforms/data/lane.js';
import { planCustom } from '../../transforms/data/custom/index.js';
import { writeConstruct } from '../../transforms/data/construct/index.js';
import { writeSdl } from '../../transforms/data/sdl/index.js';
import { formatCode } from '../auth/format-code.js';
import { type Files } from '../synth/backends.js';
import { laneInputOf, settingsOf } from './lane-input.js';

export const FOLDER = 'amplify/backend/api/shop';

/** A lane's input for an API with files beside its schema; the JSON documents among them are parsed. */
export function projectOf(
  sdl: string,
  files: Readonly<Record<string, string>>,
  settings = settingsOf(),
): LaneInput {
  const input = laneInputOf(sdl, settings, { files });
  const echo = { category: 'function', name: 'echo', config: null, folder: null, files: [], cloud: null };
  const pool = { category: 'auth', name: 'pool', config: null, folder: null, files: [], cloud: null };
  return {
    ...input,
    app: {
      ...input.app,
      resources: [...input.app.resources, echo, pool],
      files: {
        ...input.app.files,
        json: (path) => {
          const text = input.app.files.text(path);
          return text === null ? null : parseJson(path, text);
        },
      },
    },
  };
}

const AUTH = `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`;

/** The whole backend of a lane with what is beside the schema. */
export async function backendOf(input: LaneInput, lane: Exclude<Lane, 'builder'>): Promise<Files> {
  const written: LaneOutput = lane === 'sdl' ? writeSdl(input) : writeConstruct(input);
  const custom = planCustom(input, lane);
  const auth: BackendPart = { resources: [{ name: 'auth', from: './auth/resource' }], statements: [] };
  const { text } = await mergeBackend(null, [auth, written.backend, custom.backend], formatCode);
  return new Map<string, string | Uint8Array>([
    ['amplify/auth/resource.ts', AUTH],
    ['amplify/backend.ts', text],
    ...[...written.files, ...custom.files].map(({ path, content }) => [path, content] as const),
  ]);
}
