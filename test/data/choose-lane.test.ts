import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Origin } from '../../src/core/origin.js';
import { type ChosenFor, chooseLane } from '../../transforms/data/choose-lane.js';
import { type Lane, type Obstacle } from '../../transforms/data/lane.js';
import { MODERN } from './read-sdl.js';

const FILE = 'amplify/backend/api/club/schema.graphql';
const document = parse('type Book { title: String }');

function input(tables: 'new' | 'import'): ChosenFor {
  const origin: Origin = { file: FILE, pointer: '', line: 1, column: 1 };
  return {
    schema: {
      files: [],
      document,
      version: 2,
      flags: MODERN,
      originOf: () => origin,
      findings: [],
      access: [],
    },
    tables: tables === 'new' ? { kind: 'new' } : { kind: 'import', branches: [] },
  };
}

function told(line: number): Finding {
  return finding('AM3004', 'data', { file: FILE, pointer: 'Book', line, column: 3 }, { folder: 'x' });
}

function obstacle(line: number, lanes: readonly Lane[], tables: Obstacle['tables'] = 'any'): Obstacle {
  return { lanes, tables, finding: told(line) };
}

describe('the lane', () => {
  it('is the builder when nothing is in its way', () => {
    const { lane, losses, reasons } = chooseLane(input('new'), [], undefined);
    expect({ lane, losses, levels: reasons.map(({ level }) => level) }).toEqual({
      lane: 'builder',
      losses: [],
      levels: ['note'],
    });
  });

  it('is the first that keeps every line, and names those that kept the others away', () => {
    const against = [obstacle(3, ['builder']), obstacle(5, ['builder', 'sdl'])];
    const { lane, losses, reasons } = chooseLane(input('new'), against, undefined);
    expect(lane).toBe('construct');
    expect(losses).toEqual([]);
    expect(reasons.slice(1).map(({ origin, level }) => `${origin.line} ${level}`)).toEqual([
      '3 note',
      '5 note',
    ]);
    expect(reasons[0]?.message).toContain(
      '`builder` would change what 2 lines mean: AM3004 at schema.graphql:3:3',
    );
  });

  it('is not lowered by what no lane can say, which is told as a loss', () => {
    const everywhere = obstacle(3, ['builder', 'sdl', 'construct']);
    const { lane, losses } = chooseLane(input('new'), [everywhere], undefined);
    expect({ lane, losses }).toEqual({ lane: 'builder', losses: [everywhere] });
  });

  it('depends on the tables', () => {
    const against = [obstacle(3, ['builder'], 'import')];
    expect(chooseLane(input('new'), against, undefined).lane).toBe('builder');
    expect(chooseLane(input('import'), against, undefined).lane).toBe('sdl');
  });

  it('is the one that is asked for, with what it loses at its own level', () => {
    const against = [obstacle(3, ['builder'])];
    const { lane, losses, reasons } = chooseLane(input('new'), against, 'builder');
    expect({ lane, losses }).toEqual({ lane: 'builder', losses: against });
    expect(reasons).toHaveLength(1);
  });

  it('names a line once, however many find it in the way', () => {
    const twice = [obstacle(3, ['builder']), obstacle(3, ['builder', 'sdl'])];
    expect(chooseLane(input('new'), twice, undefined).reasons).toHaveLength(2);
  });
});
