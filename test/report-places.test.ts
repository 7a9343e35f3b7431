import { describe, expect, it } from 'vitest';
import { LineIndex } from '../src/report/places.js';

const CODE = `import { a } from '@aws-amplify/backend';
const { cfnUserPool } = resources;
cfnUserPool.policies = {
  passwordPolicy: { minimumLength: 10 },
};
const schema = a.schema({
  Album: a.model({ title: a.string() }),
  Photo: a.model({
    title: a.string(),
    album: a.belongsTo('Album', 'albumId'),
  }),
});`;

describe('the line of a property in emitted code', () => {
  it.each([
    ['Photo.title', 9],
    ['Album.title', 7],
    ['Photo.album@belongsTo', 10],
    ['Photo@auth/rules/0/allow', 8],
    ['cfnUserPool (UserPool.PasswordPolicy)', 4],
    ['nothing.like.it', undefined],
    [undefined, undefined],
  ])('of %s is %s', (property, line) => {
    expect(new LineIndex(CODE).lineOf(property)).toBe(line);
  });

  it('is not one that stands far from the words before it', () => {
    const far = `Photo\n${'\n'.repeat(200)}title`;
    expect(new LineIndex(far).lineOf('Photo.title')).toBe(1);
  });
});
