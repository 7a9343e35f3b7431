/** The first line of the module, by which it is known again. */
const MARK = '// What code of the server calls Amplify by: each call within the context of its request.';

/**
 * The module with what code of a Next.js server runs, made once for the app (@aws-amplify/adapter-nextjs 1).
 * `configuration` is what the client is configured with, as the module imports it.
 */
export function serverModule(configuration: string): string {
  return `${MARK}
import { createServerRunner } from '@aws-amplify/adapter-nextjs';
import { generateServerClientUsingReqRes } from '@aws-amplify/adapter-nextjs/api';
import config from '${configuration}';

export const { runWithAmplifyServerContext } = createServerRunner({ config });

export const serverClient = generateServerClientUsingReqRes({ config });
`;
}

/** Whether a text is that module, which may be written anew. */
export function isServerModule(text: string): boolean {
  return text.startsWith(MARK);
}
