import { type DraftFile, type NamedImport } from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { ModuleText, type Entry, code, lineComment, literal, member, object } from '../../src/emit/code.js';
import { GEN1_VALUES, type ProjectOutputs } from '../shared/references/outputs.js';
import { type StayingOutput } from '../shared/references/staying.js';
import { type FunctionContext } from './context.js';

const MODULE = 'amplify/functions/gen1.ts';

/** What brings the values of Gen 1 into amplify/backend.ts. */
export const GEN1_IMPORT: NamedImport = { name: GEN1_VALUES, from: './functions/gen1' };

/** Whether a statement takes a value of Gen 1. */
export function namesGen1(statement: string): boolean {
  return new RegExp(`(?<![\\w.$])${GEN1_VALUES}\\.`).test(statement);
}

export interface StayingPlan {
  readonly files: readonly DraftFile[];
  readonly findings: readonly Finding[];
}

/** Writes what functions take from resources that stay in Gen 1 into a module, by branch. */
export function planStaying(contexts: readonly FunctionContext[], { staying }: ProjectOutputs): StayingPlan {
  const [context] = contexts;
  if (context === undefined || staying.size === 0) return { files: [], findings: [] };
  const text = contexts.map(({ words }) => words).join('\n');
  const used = new Map(
    [...staying].filter(([name]) => new RegExp(`(?<![\\w.$])${GEN1_VALUES}\\.${name}\\b`).test(text)),
  );
  const resources = [...new Set([...staying.values()].map(({ resource }) => resource))];
  const target = { path: MODULE };
  const findings = [
    finding('AM4104', 'functions', context.origin, { resources }),
    ...[...used].flatMap(([name, { resource, value }]) =>
      context.environments
        .filter((environment) => value.kind === 'by environment' && !value.values.has(environment))
        .map((environment) => {
          const branch = context.branchOf(environment);
          return finding('AM4105', 'functions', context.origin, { name, branch, resource }, target);
        }),
    ),
  ];
  const file: DraftFile = { path: MODULE, content: moduleText(context, used), language: 'typescript' };
  return { files: used.size === 0 ? [] : [file], findings };
}

function moduleText(context: FunctionContext, used: ReadonlyMap<string, StayingOutput>): string {
  const module = new ModuleText();
  const rows = new Map<string, Entry>();
  for (const environment of context.environments) {
    const branch = context.branchOf(environment);
    // The chosen environment comes first, and another may have the name of its branch.
    if (!rows.has(branch)) rows.set(branch, [branch, valuesIn(environment, used)]);
  }
  const chosen = context.branchOf(context.app.environment.name);
  module.add(
    code`${lineComment(`What stays in Gen 1, by the branch that takes the environment over. Other branches get the values of ${chosen}.`)}
const byBranch = ${object([...rows.values()])};
const branch = process.env.AWS_BRANCH ?? ${literal(chosen)};
export const ${GEN1_VALUES} = Object.hasOwn(byBranch, branch)
  ? byBranch[branch as keyof typeof byBranch]
  : ${member(code`byBranch`, chosen)};`,
  );
  return module.toString();
}

function valuesIn(environment: string, used: ReadonlyMap<string, StayingOutput>) {
  return object(
    [...used].map(([name, { value }]): Entry => [
      name,
      literal(value.kind === 'by environment' ? (value.values.get(environment) ?? '') : ''),
    ]),
  );
}
