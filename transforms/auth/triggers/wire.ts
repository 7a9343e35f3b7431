import { type BackendPart, type Draft, type DraftFile } from '../../../src/core/feature.js';
import { type Entry, code, lineComment } from '../../../src/emit/code.js';
import { partsCode } from '../../shared/lambda/emit.js';
import { hasCode } from '../../shared/lambda/intrinsics.js';
import { asArn } from '../../shared/references/arns.js';
import { holesOf } from '../../shared/references/values.js';
import { CONSTRUCT, type Neighbours, ofConstruct } from '../../shared/references/neighbours.js';
import { bucketExpression } from '../../shared/storage/buckets.js';
import { besideHelper, besideStatement } from '../../shared/wire/beside.js';
import { wireModule } from '../../shared/wire/module.js';
import { type TriggerContext } from './context.js';
import { type FunctionDraft, iamImports, statementCode } from './emit.js';

export const WIRE_PATH = 'amplify/auth/wire.ts';

interface OneTrigger extends Pick<FunctionDraft, 'access' | 'environment'> {
  readonly context: TriggerContext;
}

/**
 * What triggers are told and granted of the API, of buckets, tables and other functions. All these need the user pool,
 * and the pool needs its triggers: so it is in a stack of its own, which nothing needs. Null: nothing of the kind.
 */
export function wireTriggers(
  triggers: readonly OneTrigger[],
  { surroundings: { buckets }, peers }: Neighbours,
): Draft['after'] | null {
  const wired = triggers.filter(
    ({ access, environment }) =>
      access.otherStatements.length > 0 || environment.fromStack.some(({ parts }) => hasCode(parts)),
  );
  const [first] = wired;
  if (first === undefined) return null;
  const { app, options } = first.context;
  const statements = wired.map(statementFor);
  return (written) => {
    const isConstruct = written.has(CONSTRUCT) || app.files.text(CONSTRUCT) !== null;
    const module = wireModule({
      path: WIRE_PATH,
      name: 'wireTriggers',
      comment: lineComment(
        'What triggers of the user pool are told and granted of other resources. Those need the pool, which needs its\n' +
          'triggers: hence a stack that nothing needs.',
      ),
      statements: statements.map(({ code: text, imports }) => ({
        code: isConstruct ? ofConstruct(text) : text,
        imports,
      })),
      before: code`const stack = backend.createStack('trigger-access');`,
      helpers: besideHelper,
      resources: new Map([
        ['auth', './auth/resource'],
        ['data', './data/resource'],
        ...buckets.map(({ place }) => [place.key, './storage/resource'] as const),
        ...[...peers.values()].map(({ key, from }) => [key, from] as const),
        ...wired.map(({ context }) => [context.exportName, moduleOf(context)] as const),
      ]),
      buckets: buckets
        .map(({ place }) => bucketExpression(place, options))
        .filter((name) => !name.includes('.')),
    });
    const file: DraftFile = { path: WIRE_PATH, content: module.text, language: 'typescript' };
    const resources = wired.map(({ context }) => ({ name: context.exportName, from: moduleOf(context) }));
    return { files: [file], backend: { resources, statements: [module.statement] } };
  };
}

function moduleOf({ model }: TriggerContext): string {
  return `./auth/${model.events[0].folder}/resource`;
}

function statementFor({ context, access, environment }: OneTrigger): BackendPart['statements'][number] {
  const { backendFunction, exportName } = context;
  const holes = holesOf(context);
  return besideStatement({
    backendFunction,
    id: exportName,
    variables: environment.fromStack
      .filter(({ parts }) => hasCode(parts))
      .map(({ name, parts }): Entry => [name, partsCode(asArn(parts), holes)]),
    grants: access.otherStatements.map((statement) => statementCode(context, statement)),
    imports: access.otherStatements.length === 0 ? [] : iamImports(access.otherStatements),
  });
}
