import { CODES, type Code, type ParamsOf } from './codes/index.js';
import { type FeatureId } from './feature.js';
import { type Origin } from './origin.js';

export type Level = 'error' | 'warning' | 'note';

/** A place in the emitted code. `path` is relative to the output root; `property` names what was set there. */
export interface Target {
  readonly path: string;
  readonly property?: string;
}

/** Something that does not carry over 1:1, with its place and what to do about it. */
export interface Finding {
  readonly code: Code;
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
  readonly feature: FeatureId | 'project';
  readonly origin: Origin;
  readonly target?: Target;
  /** What it is about, where findings of its code stand together by that: the name of a model. */
  readonly about?: string;
  /** Why a person takes it as it is (amplify-migrate.json); it counts no more for the exit code. */
  readonly accepted?: string;
}

/** Makes a finding; every word comes from the table of codes. */
export function finding<C extends Code>(
  code: C,
  feature: FeatureId | 'project',
  origin: Origin,
  params: ParamsOf<C>,
  target?: Target,
): Finding {
  const { level, title, message, remedy, about } = CODES[code] as CodeText;
  return {
    code,
    level,
    title,
    message: message(params),
    remedy: typeof remedy === 'string' ? remedy : remedy(params),
    feature,
    origin,
    ...(target && { target }),
    ...(about && { about: about(params) }),
  };
}

interface CodeText {
  readonly level: Level;
  readonly title: string;
  readonly message: (params: object) => string;
  readonly about?: (params: object) => string;
  readonly remedy: string | ((params: object) => string);
}
