import ts from 'typescript';
import { expect, it } from 'vitest';
import { type Case, allCases, expectedOf } from '../fixtures/cases.js';

/**
 * Names and ids of one environment in the code of all branches, and why they stand there. Values by branch are no such
 * code: a member of an object that is called like a branch. A code: the finding that tells it.
 */
const REASONS: Readonly<Record<string, string>> = {
  'auth/groups-policies': 'a policy that somebody wrote for a group, carried as it is',
  'data/function-chain': 'the region of @function, which the schema itself names',
  'functions/rights-custom-policies': 'AM4102',
  'functions/triggers': 'AM4102',
  'whole/pottery-studio': 'AM4102',
  'functions/layers': 'a layer of another account, which is in one region only',
  'functions/python': 'a layer of another account, in the region of the function',
};

const REGION = /\b(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:central|(?:north|south)?(?:east|west)?)-\d\b/;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/;
/** What Gen 1 puts behind the names of its resources. */
const SUFFIX = /-(?:dev|main|prod|staging)(?:$|[/:*])/;
const IS_BRANCH = /^(?:dev|main|prod|staging|test)$/;

/** Texts of the code that name an environment. */
function literalsIn(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, ofBranch: boolean): void => {
    const inside =
      ofBranch ||
      (ts.isPropertyAssignment(node) && IS_BRANCH.test(node.name.getText().replaceAll(/['"]/g, ''))) ||
      (ts.isObjectLiteralExpression(node) && node.properties.some(isBranchName));
    if (!inside && isText(node) && [REGION, ACCOUNT, SUFFIX].some((pattern) => pattern.test(node.text))) {
      found.push(`${path}: ${node.text}`);
    }
    ts.forEachChild(node, (child) => {
      visit(child, inside);
    });
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), false);
  return found;
}

/** `{ branchName: 'dev', … }`, as `defineData` has it. */
function isBranchName(node: ts.ObjectLiteralElementLike): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === 'branchName';
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

async function literalsOf(one: Case): Promise<string[]> {
  const { files, report } = await expectedOf(one);
  const reason = REASONS[one.name] ?? '';
  if (/^AM\d+$/.test(reason)) expect(report.findings.map(({ code }) => code)).toContain(reason);
  return [...files]
    .filter(([path]) => /(?:^|\/)amplify\/.*\.ts$/.test(path) && !path.includes('/src/'))
    .flatMap(([path, text]) => literalsIn(path, text));
}

it('no output has what belongs to one environment in the code of all branches', async () => {
  const cases = (await allCases()).filter(({ error, name }) => !error && !name.startsWith('audit/'));
  const found = new Map<string, readonly string[]>();
  for (const one of cases) {
    const literals = await literalsOf(one);
    if (literals.length > 0) found.set(one.name, literals);
  }
  expect([...found].filter(([name]) => !Object.hasOwn(REASONS, name))).toEqual([]);
  expect(Object.keys(REASONS).filter((name) => !found.has(name))).toEqual([]);
});
