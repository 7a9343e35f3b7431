/** What the parent asks of the process that synthesises: one backend, into one folder. */
export interface SynthRequest {
  readonly id: number;
  /** The project root; absolute. */
  readonly root: string;
  /** The path of the backend's entry, relative to the root. */
  readonly entry: string;
  readonly outDir: string;
  /** What Amplify's builds say the branch is; a backend may ask for it. */
  readonly awsBranch?: string | undefined;
  /** JSON text for CDK's context. */
  readonly context: string;
}

export type SynthReply =
  | { readonly id: number; readonly ok: true }
  | { readonly id: number; readonly ok: false; readonly fault: SynthFault };

/** An error of the backend. `resolution` is there for errors of Amplify's own. */
export interface SynthFault {
  readonly name: string;
  readonly message: string;
  readonly resolution?: string;
  /** Node's code of the error, such as ERR_MODULE_NOT_FOUND. */
  readonly code?: string;
}
