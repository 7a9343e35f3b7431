import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Field, type Model, type Rule } from './api.js';
import { type Lane, type LaneInput, type LaneOutput } from './lane.js';
import { principalsOf } from './principals.js';
import { allows, listType, relationType, seenLists } from './sdl/connection-types.js';
import {
  type ServiceDirective,
  defaultDirective,
  directiveOf,
  PRINCIPAL_OF_MODE,
} from './sdl/service-directives.js';

/**
 * Lists of a schema of version 1 that its own callers see no items of where Gen 1's transformer of version 2 makes the
 * API. A relation to the model puts the modes of its callers on the type of the list, and not the default mode beside
 * them; version 1 gives a list to all who may ask for it. `defineData` has the default mode beside IAM.
 */
export function shutLists(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings' | 'access'> {
  if (input.schema.version !== 1 || lane !== 'construct') return { findings: [], access: [] };
  const sees = seenLists(input);
  const standard = defaultDirective(input.settings);
  const shut = input.api.models.flatMap((model) =>
    queriesOf(model).flatMap(({ path, at, type }) => {
      const callers = callersOf(model, standard).filter(({ mode }) => !sees(type, mode));
      const principals = [...new Set(callers.flatMap((one) => one.principals))];
      return principals.length === 0 ? [] : [{ path, at, model: model.name, principals }];
    }),
  );
  return {
    findings: shut.map(({ path, at, model, principals: callers }) =>
      finding('AM3233', 'data', at.origin, { path, model, callers }),
    ),
    access: shut.flatMap(({ path, principals }) =>
      principals.map((principal): AccessChange => ({
        principal,
        action: 'read',
        resource: `graphql:${path}`,
        gen1: 'allowed',
        gen2: 'the list without its items',
        change: 'narrowed',
        proved: true,
        code: 'AM3233',
      })),
    ),
  };
}

interface ListQuery {
  readonly path: string;
  readonly at: Pick<Field, 'origin'>;
  readonly type: string;
}

function queriesOf({ name, modelAt, operations, indexes }: Model): ListQuery[] {
  const lists = operations.list.map((query) => ({
    path: `Query.${query}`,
    at: modelAt,
    type: listType(name),
  }));
  const queries = indexes.flatMap((at) =>
    at.queryField === null ? [] : [{ path: `Query.${at.queryField}`, at, type: relationType(name) }],
  );
  return [...lists, ...queries];
}

interface Callers {
  readonly mode: ServiceDirective;
  readonly principals: readonly string[];
}

/** A model without rules is for the default mode, whatever its fields say. */
function callersOf({ rules }: Model, standard: ServiceDirective): Callers[] {
  if (rules === null) return [{ mode: standard, principals: [PRINCIPAL_OF_MODE[standard]] }];
  return rules
    .filter((rule) => allows(rule, 'list'))
    .map((rule) => ({ mode: directiveOf(rule), principals: ofMode(rule) }));
}

/** The type of a list asks for the mode alone: whoever comes by it is turned away. */
function ofMode(rule: Rule): string[] {
  const mode = directiveOf(rule);
  return mode === 'aws_iam' ? principalsOf(rule) : [PRINCIPAL_OF_MODE[mode]];
}
