import { describe, expect, it } from 'vitest';
import { LANES } from '../../transforms/data/lane.js';
import { writeBuilder } from '../../transforms/data/builder/index.js';
import { writeConstruct } from '../../transforms/data/construct/index.js';
import { writeSdl } from '../../transforms/data/sdl/index.js';
import { stackMapping } from '../../transforms/data/connection-stacks.js';
import { laneInputOf, settingsOf } from './lane-input.js';

const WRITERS = { builder: writeBuilder, sdl: writeSdl, construct: writeConstruct };
const AUTH = '@auth(rules: [{ allow: private }])';

/** As many models, each of which has the one before it in a list. */
function chain(models: number): string {
  return Array.from({ length: models }, (_, place) => {
    const list = place === 0 ? '' : `before${String(place)}: [M${String(place - 1)}] @hasMany`;
    const back = place === models - 1 ? '' : `next: M${String(place + 1)} @belongsTo`;
    return `type M${String(place)} @model ${AUTH} { id: ID! ${list} ${back} }`;
  }).join('\n');
}

describe('relations that one stack of CloudFormation does not take', () => {
  it.each(LANES)('%s: go to others, which a module names and a note tells', (lane) => {
    const { files, findings } = WRITERS[lane](laneInputOf(chain(70)));
    const contents = new Map(files.map(({ path, content }) => [path, String(content)]));
    const mappings = contents.get('amplify/data/stack-mappings.ts') ?? '';
    expect(mappings).toContain('M69before69Resolver: "ConnectionStack2"');
    expect(mappings).not.toContain('M0nextResolver');
    const uses = contents.get(lane === 'construct' ? 'amplify/data/api.ts' : 'amplify/data/resource.ts');
    expect(uses).toMatch(/import \{ stackMappings \} from ['"]\.\/stack-mappings['"]/);
    expect(uses).toMatch(/^stackMappings,$/m);
    expect(findings.filter(({ code }) => code === 'AM3107')).toHaveLength(1);
  });

  it.each(LANES)('%s: says nothing of stacks where one is enough', (lane) => {
    const { files, findings } = WRITERS[lane](laneInputOf(chain(60)));
    expect(files.map(({ path }) => path)).not.toContain('amplify/data/stack-mappings.ts');
    expect(findings.filter(({ code }) => code === 'AM3107')).toEqual([]);
  });

  it('keeps what transform.conf.json maps, and does not count it', () => {
    const all = laneInputOf(chain(70)).api.models.map((model) => ({ model, fields: ['a', 'b'] }));
    const given = new Map(all.map(({ model }) => [`${model.name}aResolver`, 'Mine']));
    expect(stackMapping(all, given).size).toBe(0);
    expect(stackMapping(all).size).toBe(140 - 124);
    const input = laneInputOf(chain(70), settingsOf({ stackMapping: new Map([['M1nextResolver', 'Mine']]) }));
    const written = writeSdl(input).files.find(({ path }) => path.endsWith('stack-mappings.ts'));
    expect(written?.content).toContain('M1nextResolver: "Mine"');
  });

  it('names resolvers as CloudFormation can: what is no letter or digit becomes part of a hash', () => {
    const [model] = laneInputOf(chain(1)).api.models;
    if (model === undefined) throw new Error('the case has no model');
    const many = Array.from({ length: 125 }, (_, place) => `f${String(place)}`);
    const mapping = stackMapping([
      { model, fields: many },
      { model: { ...model, name: 'A_B' }, fields: ['c_d'] },
    ]);
    expect([...mapping]).toEqual([['ABcdd8d3Resolver', 'ConnectionStack2']]);
  });
});
