import { json, membersOf, type Service, textOf } from './exchange.js';

const NOTE = { id: '1', title: 'First', __typename: 'Note' };

/** A GraphQL API of notes: the operation's name decides what it answers. */
export const appsync: Service = {
  host: /\.appsync-api\./,
  answer({ body }) {
    const query = textOf(membersOf(body)['query']);
    if (query.includes('Forbidden')) {
      return json(401, { errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }] });
    }
    if (query.includes('Partly')) {
      const errors = [
        {
          path: ['getNote', 'secret'],
          errorType: 'Unauthorized',
          message: 'Not Authorized to access secret',
        },
      ];
      return json(200, { data: { getNote: { ...NOTE, secret: null } }, errors });
    }
    if (query.includes('listNotes'))
      return json(200, { data: { listNotes: { items: [NOTE], nextToken: null } } });
    if (query.includes('createNote')) return json(200, { data: { createNote: NOTE } });
    return json(200, { data: { getNote: NOTE } });
  },
};
