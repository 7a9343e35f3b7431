import ts from 'typescript';
import { type Change, type Mutant, type Operator, mutantOf } from './mutant.js';
import { GROUPS, RULES } from './operators-rules.js';
import { SDL, sdlChanges } from './operators-sdl.js';
import { SETTINGS } from './operators-settings.js';
import { nodesOf } from './syntax.js';

const TYPESCRIPT = [...RULES, ...GROUPS, ...SETTINGS];

/** A template of a resolver is text: a pattern finds what it decides by. */
const VTL: readonly (Operator & { readonly token: RegExp; readonly text: (token: string) => string })[] = [
  {
    name: 'VTL: flag flipped',
    because: 'the template lets in whom it refused, or the other way round',
    token: /\b(?:true|false)\b/g,
    text: (token) => (token === 'true' ? 'false' : 'true'),
  },
  {
    name: 'VTL: comparison turned',
    because: 'the template decides the other way round',
    token: /[!=]=/g,
    text: (token) => (token === '==' ? '!=' : '=='),
  },
  {
    name: 'VTL: refusal dropped',
    because: 'whom the template refuses comes through',
    token: /\$util\.unauthorized\(\)/g,
    text: () => '',
  },
];

export const OPERATORS: readonly Operator[] = [...TYPESCRIPT, ...SDL, ...VTL];

/** Every mutant of one file of a backend; sources of functions are no part of what is compared. */
export function mutantsOf(file: string, source: string): Mutant[] {
  if (!file.startsWith('amplify/') || /\/functions\/[^/]+\/src\//.test(file)) return [];
  if (file.endsWith('.vtl')) return vtlMutants(file, source);
  if (!file.endsWith('.ts')) return [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  // The file itself has no parent, which every other node has.
  return tree.statements
    .flatMap((statement) => [...nodesOf(statement)])
    .flatMap((node) =>
      changesOf(node, file).map(({ operator, change }) => mutantOf(operator, file, source, change)),
    );
}

interface Operated {
  readonly operator: string;
  readonly change: Change;
}

function changesOf(node: ts.Node, file: string): Operated[] {
  const ofCode = TYPESCRIPT.flatMap(({ name, changes }) =>
    changes(node, file).map((change) => ({ operator: name, change })),
  );
  return [...ofCode, ...sdlIn(node)];
}

/** Schemas in SDL stand in templates of TypeScript, after a comment that names the language. */
function sdlIn(node: ts.Node): Operated[] {
  if (!ts.isTemplateLiteral(node)) return [];
  const text = node.getText();
  if (!/^`\s*(?:"""|type|enum|input|interface|union|scalar|extend)\b/.test(text)) return [];
  const offset = node.getStart() + 1;
  return sdlChanges(text.slice(1, -1)).map(({ operator, change: { start, end, text: by } }) => ({
    operator,
    change: { start: start + offset, end: end + offset, text: by },
  }));
}

function vtlMutants(file: string, source: string): Mutant[] {
  return VTL.flatMap(({ name, token, text }) =>
    [...source.matchAll(token)].map(({ 0: found, index }) =>
      mutantOf(name, file, source, { start: index, end: index + found.length, text: text(found) }),
    ),
  );
}
