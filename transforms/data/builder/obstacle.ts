import { type Code, type ParamsOf } from '../../../src/core/codes/index.js';
import { finding } from '../../../src/core/finding.js';
import { type Placed } from '../api.js';
import { type Obstacle } from '../lane.js';

/** Something that only the builder can't say. */
export function obstacle<C extends Code>(
  code: C,
  { origin }: Pick<Placed, 'origin'>,
  params: ParamsOf<C>,
  tables: Obstacle['tables'] = 'any',
): Obstacle {
  return { lanes: ['builder'], tables, finding: finding(code, 'data', origin, params) };
}
