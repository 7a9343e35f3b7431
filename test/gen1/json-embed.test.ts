import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, type JsonNode, toValue } from '../../src/core/json.js';
import { embedJson, parseJson, withEmbedded } from '../../src/gen1/json.js';
import { anyJson, fromEntries, nodesOf, textAt } from './json-texts.js';

const FILE = 'amplify/backend/auth/shop/cli-inputs.json';

function member(document: JsonNode, ...path: (string | number)[]): JsonNode {
  const node = at(document, ...path);
  if (node === undefined) throw new Error(`nothing at ${path.join('/')}`);
  return node;
}

/** Every character as an escape, which JSON allows and JSON.stringify never writes. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

describe('embedJson', () => {
  it('gives the tree inside a string, and pointers that go on through it', () => {
    const inner = { CallbackURLs: ['https://a.example/', 'https://b.example/'], 'a/b': {} };
    const text = JSON.stringify({ cognitoConfig: { oAuthMetadata: JSON.stringify(inner) } }, null, 2);
    const document = withEmbedded(parseJson(FILE, text), [['cognitoConfig', 'oAuthMetadata']]);
    const tree = member(document, 'cognitoConfig', 'oAuthMetadata');
    expect(JSON.stringify(toValue(tree))).toBe(JSON.stringify(inner));
    expect(tree).toMatchObject({
      embedded: true,
      origin: { pointer: '/cognitoConfig/oAuthMetadata', line: 3 },
    });

    const second = member(tree, 'CallbackURLs', 1);
    expect(second.origin.pointer).toBe('/cognitoConfig/oAuthMetadata/CallbackURLs/1');
    expect(textAt(text, second)).toMatch(/^\\"https:\/\/b\.example\/\\"/);
    expect(member(tree, 'a/b').origin.pointer).toBe('/cognitoConfig/oAuthMetadata/a~1b');
  });

  it('points inside the literal, whichever way its characters are escaped', () => {
    const objects = anyJson.map((value) => fromEntries([['x', value]]));
    fc.assert(
      fc.property(objects, fc.boolean(), (value, everything) => {
        const inner = JSON.stringify(value, null, 1);
        const write = everything ? escaped : JSON.stringify;
        const text = `{\n "before": 1, "in": ${write(inner)}}`;
        const tree = embedJson(member(parseJson(FILE, text), 'in'));
        expect(JSON.stringify(toValue(tree), null, 1)).toBe(inner);
        for (const node of nodesOf(tree)) {
          const written = write(JSON.stringify(toValue(node), null, 1)).slice(1, -1);
          const isScalar = node.kind === 'scalar';
          expect(
            textAt(text, node).startsWith(
              isScalar ? written : write(node.kind === 'array' ? '[' : '{').slice(1, -1),
            ),
          ).toBe(true);
          expect(node.origin).toMatchObject({ file: FILE, line: 2 });
        }
      }),
    );
  });

  it.each(['', 'plain', '"quoted"', '7', 'null', '{', '{"a": }', '[1] [2]', '{"a": 1e999}'])(
    'leaves the string %j a string',
    (text) => {
      const scalar = member(parseJson(FILE, JSON.stringify([text])), 0);
      expect(embedJson(scalar)).toBe(scalar);
    },
  );

  it('leaves alone what is no string', () => {
    const document = parseJson(FILE, '[1, {"a": "{}"}, null]');
    for (const index of [0, 1, 2]) expect(embedJson(member(document, index))).toBe(member(document, index));
  });

  it('refuses JSON that is nested too deeply, with its place', () => {
    const document = parseJson(FILE, JSON.stringify({ triggers: '['.repeat(300) }));
    expect(() => embedJson(member(document, 'triggers'))).toThrow(
      `${FILE}:1:214: the JSON is nested more than 200 levels deep`,
    );
  });

  it('gives a string inside an embedded string the place of the inner literal', () => {
    const text = JSON.stringify([JSON.stringify([JSON.stringify({ a: 1 })])]);
    const [inner] = [member(embedJson(member(parseJson(FILE, text), 0)), 0)];
    const tree = embedJson(inner);
    expect(JSON.stringify(toValue(tree))).toBe('{"a":1}');
    expect(member(tree, 'a').origin).toEqual({ ...inner.origin, pointer: '/0/0/a' });
  });
});

describe('withEmbedded', () => {
  it('takes * for every member or item, and ignores paths that lead nowhere', () => {
    const text = JSON.stringify({ list: ['{"a":1}', 'no', '[2]'], map: { x: '[]', y: 3 } });
    const document = parseJson(FILE, text);
    const embedded = withEmbedded(document, [
      ['list', '*'],
      ['map', '*'],
      ['list', 'x', 0],
      ['nothing'],
      ['map', 'y', 'z'],
    ]);
    expect(JSON.stringify(toValue(embedded))).toBe('{"list":[{"a":1},"no",[2]],"map":{"x":[],"y":3}}');
    expect(JSON.stringify(toValue(document))).toBe(text);
  });

  it('tells of a key that is twice in the string', () => {
    const told: string[] = [];
    const document = parseJson(FILE, JSON.stringify({ in: '{"a":1,"a":2}' }));
    withEmbedded(document, [['in']], (key, origin) => told.push(`${key} ${origin.pointer}`));
    expect(told).toEqual(['a /in/a']);
  });
});
