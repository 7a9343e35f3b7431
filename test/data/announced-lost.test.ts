import { describe, expect, it } from 'vitest';
import { announcedApi } from '../../src/verify/announced/api.js';
import { type ApiDifference } from '../../src/verify/graphql/compare-apis.js';

type Row = readonly [
  code: string,
  message: string,
  kind: ApiDifference['kind'],
  path: string,
  gen1: string | null,
  gen2: string | null,
];

const ROWS: readonly Row[] = [
  ['AM3255', 'conflicts of all models', 'schema', 'Query.syncPosts', 'ModelPostConnection', null],
  ['AM3255', 'conflicts of all models', 'schema', 'Post._version', 'Int!', null],
  ['AM3255', 'conflicts of all models', 'table', 'Post.timeToLive', '_ttl', 'null'],
  [
    'AM3255',
    'conflicts of all models',
    'resolver',
    'Query.getPost',
    'PostTable with AUTOMERGE {}',
    'PostTable',
  ],
  ['AM3146', '`Query.far` is not in the schema', 'schema', 'Query.far(n)', 'Int', null],
  ['AM3146', '`Post.far` is not in the schema', 'schema', 'Post.far', 'String', null],
  ['AM3131', '`Subscription.news` is a custom subscription', 'schema', 'Subscription.news', 'Post', null],
  ['AM3136', '`Wanted`: its name does not end in `Input`', 'schema', 'Wanted', 'input', null],
  ['AM3127', '`Post.blog` is required', 'schema', 'Post.blog', 'Blog!', 'Blog'],
  [
    'AM3111',
    '`Post` names its operations itself: `every`',
    'schema',
    'Subscription.onCreatePost(@aws_subscribe)',
    '"addPost"',
    '"createPost"',
  ],
  [
    'AM3111',
    '`Post` names its operations itself: `every`',
    'schema',
    'Query.every',
    'ModelPostConnection',
    null,
  ],
  [
    'AM3129',
    'by "gsi-Blog.posts", which the table of `Post` does not have',
    'table',
    'Post.index gsi-Blog.posts',
    null,
    'blogId:S',
  ],
  ['AM3167', '`Blog.posts` is stored under `blogPostsId`', 'schema', 'Post.blogPostsSlug', null, 'ID'],
  [
    'AM3122',
    '`Post.kind` is "news" by default',
    'resolver',
    'Mutation.createPost default of kind',
    '"news"',
    null,
  ],
  [
    'AM3161',
    '`Post`: an owner',
    'decision',
    'group:Staff create graphql:Post.title',
    'allowed',
    'allowed, with owner = "{sub}"',
  ],
];

function asked(row: Row, level: string): string | null {
  const [code, message, kind, path, gen1, gen2] = row;
  const difference: ApiDifference = { kind, path, gen1, gen2 };
  return announcedApi(difference, { findings: [{ code, level, message }], access: [] });
}

describe('what a forced lane loses', () => {
  it.each(ROWS)('%s tells by «%s» of %s %s', (...row) => {
    expect(asked(row, 'error')).toBe(row[0]);
  });

  it.each(ROWS)('%s as a note (%s) is the reason for a lane that keeps %s %s', (...row) => {
    expect(asked(row, 'note')).toBeNull();
  });

  it('tells of nothing that has another name', () => {
    expect(
      asked(['AM3146', '`Query.far` is not in the schema', 'schema', 'Query.near', 'Int', null], 'error'),
    ).toBeNull();
    expect(
      asked(['AM3127', '`Post.blog` is required', 'schema', 'Post.author', 'Blog!', 'Blog'], 'error'),
    ).toBeNull();
    expect(
      asked(
        ['AM3167', '`Blog.posts` is stored under `blogPostsId`', 'schema', 'Post.title', null, 'ID'],
        'error',
      ),
    ).toBeNull();
  });
});
