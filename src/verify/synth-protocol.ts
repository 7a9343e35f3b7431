import { type Gen1ApiInput } from './graphql/gen1-input.js';

/** What the parent asks of the process that synthesises: a backend of Gen 2, or the GraphQL API of Gen 1. */
export type SynthRequest = BackendRequest | Gen1ApiRequest;

interface Common {
  /** The project root; absolute. */
  readonly root: string;
  /** The folder that the cloud assembly is written to; it is there. */
  readonly outDir: string;
}

export interface BackendRequest extends Common {
  readonly kind: 'backend';
  /** The path of the backend's entry, relative to the root. */
  readonly entry: string;
  /** What Amplify's builds say the branch is; a backend may ask for it. */
  readonly awsBranch?: string | undefined;
  /** JSON text for CDK's context. */
  readonly context: string;
}

export interface Gen1ApiRequest extends Common {
  readonly kind: 'gen1 api';
  readonly input: Gen1ApiInput;
}

/** A request as it goes to the process, which answers with the same number. */
export interface Asked {
  readonly id: number;
  readonly request: SynthRequest;
}

export type SynthReply =
  | { readonly id: number; readonly ok: true }
  | { readonly id: number; readonly ok: false; readonly fault: SynthFault };

/** An error of the backend, or of the transformers. `resolution` is there for errors of Amplify's own. */
export interface SynthFault {
  readonly name: string;
  readonly message: string;
  readonly resolution?: string;
  /** Node's code of the error, such as ERR_MODULE_NOT_FOUND. */
  readonly code?: string;
}
