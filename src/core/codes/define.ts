import { type Level } from '../finding.js';

/** The words of one finding code. `why` says what would go wrong if nobody told. */
export interface CodeDefinition<P extends object> {
  readonly level: Level;
  readonly title: string;
  readonly message: (params: P) => string;
  /** What findings of the code stand together by, before their places: the name of a model. */
  readonly about?: (params: P) => string;
  readonly why: string;
  readonly remedy: string | ((params: P) => string);
}

/** Lets TypeScript infer the parameters of a code from its `message`. */
export function code<P extends object>(definition: CodeDefinition<P>): CodeDefinition<P> {
  return definition;
}
