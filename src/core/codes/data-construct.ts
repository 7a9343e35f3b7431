import { code } from './define.js';

/** AM318x: what AmplifyGraphqlApi, which takes the flags of Gen 1, is told or can't keep. */
export const DATA_CONSTRUCT_CODES = {
  AM3180: code({
    level: 'error',
    title: 'Predictions get a new bucket',
    message: (p: { field: string }) =>
      `\`${p.field}\` reads from a bucket of Gen 1 whose name is not in the repository; a new, empty one was written`,
    why: '@predictions reads pictures from the bucket of the storage category, and what is in there would not be found.',
    remedy:
      'Put the name of the bucket into amplify/data/api.ts (`Bucket.fromBucketName`), or copy the files to the new one.',
  }),
  AM3181: code({
    level: 'note',
    title: 'The API is kept beside defineData',
    message: () => '`AmplifyGraphqlApi` with the SDL and the flags of Gen 1 is in amplify/data/api.ts',
    why: 'There is no `backend.data`: functions are let in by IAM policies on `api.resources.graphqlApi`, and the types of clients come from `ampx generate graphql-client-code`.',
    remedy: 'Nothing to do. Move on to defineData once no line of the project needs what only Gen 1 does.',
  }),
  AM3182: code({
    level: 'error',
    title: 'A rule for a mode that the API lacks',
    message: (p: { provider: string; mode: string }) =>
      `the rule is for callers of \`${p.provider}\`, and the repository says of no mode \`${p.mode}\``,
    why: 'The transformers of Gen 1 refuse such a rule, and AmplifyGraphqlApi is those transformers.',
    remedy: 'Run `amplify pull` to get the settings back, or take `--schema sdl`.',
  }),
  AM3183: code({
    level: 'error',
    title: 'A name that the outputs of the backend refuse',
    message: (p: { name: string }) =>
      `\`backend.addOutput\` takes \`${p.name}\` for a key that is there already, and the backend does not synthesise`,
    why: 'Every object of JavaScript has a member of that name.',
    remedy:
      'Take `--schema sdl` or `--schema builder`, or leave `model_introspection` out of the outputs in amplify/data/api.ts.',
  }),
} as const;
