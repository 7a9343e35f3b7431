import { type NodePath } from '@babel/traverse';
import { whyPassedOn } from '../mocks.js';
import { type Script } from '../script.js';
import { authCall } from '../server-call.js';
import { type Use } from '../uses.js';
import { arrivalOf } from './places.js';
import { standsAlone, tokensOf } from './shapes.js';
import { type Shape, Walk } from './walk.js';

/**
 * `currentSession()` becomes `fetchAuthSession()`, whose tokens are undefined where version 5 was rejected: what
 * reads of them throws then, at the same place, and where nothing is read `getCurrentUser()` is what rejects.
 */
export function currentSession(script: Script, use: Use): string | null {
  const { call } = use;
  if (call === null) return whyPassedOn(script, 'fetchAuthSession of aws-amplify/auth');
  const { awaited, parameter, escapes } = arrivalOf(call);
  const walk = new Walk(script, sessionShape(script), new Set());
  if (awaited !== null) walk.value(awaited);
  if (parameter !== null) walk.target(parameter);
  if (walk.problem !== null) return walk.problem;
  if (walk.escapes.length + escapes.length > 0) return 'its session goes on to where it is not followed';
  if (walk.read.size === 0) {
    script.rewrite(use, call.node, authCall(script, use, 'getCurrentUser'));
    return null;
  }
  const late = walk.looked.some((place) => place.getFunctionParent() !== awaited?.getFunctionParent());
  if (awaited !== null && late)
    return 'its session is read in another function, where a missing one would be found too late';
  const guard = guardOf(awaited);
  if (guard !== null && walk.looked.some((place) => !place.isDescendant(guard)))
    return 'its session is read behind the try that waits for a missing one, where that would be found too late';
  script.tell('AM6004', call.node, {
    call: 'fetchAuthSession()',
    what: 'it does not reject where nobody is signed in: what reads a token of it throws a TypeError then',
  });
  walk.apply();
  script.rewrite(use, call.node, authCall(script, use, 'fetchAuthSession'));
  return null;
}

/** The block whose catch a rejection goes to; null where it leaves the function. */
function guardOf(awaited: NodePath | null): NodePath | null {
  const guard = awaited?.findParent(
    ({ key, parentPath }) => key === 'block' && parentPath?.isTryStatement() === true,
  );
  return guard != null && guard.getFunctionParent() === awaited?.getFunctionParent() ? guard : null;
}

function sessionShape(script: Script): Shape {
  const tokens = `tokens${script.typescript ? '!' : ''}`;
  const shape = tokensOf(script, `${tokens}.`);
  return {
    ...shape,
    members: {
      ...shape.members,
      // A session that version 5 gave had been renewed when it had to be.
      isValid: {
        now: '',
        whole: (place) => {
          const callee = place.isCallExpression() ? place.get('callee') : place;
          const object = callee.isMemberExpression() ? callee.get('object') : null;
          return object === null || place === callee
            ? 'its isValid is passed on, not called'
            : { text: validity(script.textOf(object.node), place) };
        },
        method: true,
      },
    },
  };
}

function validity(session: string, place: NodePath): string {
  const text = `${session}.tokens !== undefined`;
  return standsAlone(place) ? text : `(${text})`;
}
