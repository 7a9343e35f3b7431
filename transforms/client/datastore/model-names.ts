import { type Binding, type NodePath } from '@babel/traverse';
import { type ImportDeclaration, type Node } from '@babel/types';
import { type Script } from '../script.js';
import { isClassic } from '../symbols.js';
import { nameOf } from '../uses.js';
import { type DataStoreModel } from './models.js';
import { keyOf } from './query.js';

/** A model's class that a file imports from the folder that the Gen 1 CLI generates. */
export interface ImportedModel {
  readonly model: DataStoreModel;
  readonly local: string;
  readonly binding: Binding;
  readonly statement: ImportDeclaration;
  readonly imported: string;
}

/** The classes of models that a script imports, and what its names are records of. */
export class ModelNames {
  readonly imported: readonly ImportedModel[];
  readonly #byLocal: ReadonlyMap<string, ImportedModel>;

  constructor(script: Script, models: ReadonlyMap<string, DataStoreModel>) {
    this.imported = script.program
      .get('body')
      .flatMap((statement) =>
        statement.isImportDeclaration() && !isClassic(statement.node.source.value)
          ? importedModels(statement, models)
          : [],
      );
    this.#byLocal = new Map(this.imported.map((one) => [one.local, one]));
  }

  /** The model whose class an expression is. */
  modelOf(path: NodePath | undefined): DataStoreModel | null {
    if (path?.isIdentifier() !== true) return null;
    const found = this.#byLocal.get(path.node.name);
    const binding = path.scope.getBinding(path.node.name);
    return found !== undefined && found.binding === binding ? found.model : null;
  }

  /** The model of a record that has its type written out, or that a query by a key gave. */
  modelOfRecord(path: NodePath): DataStoreModel | null {
    if (!path.isIdentifier()) return null;
    const binding = path.scope.getBinding(path.node.name);
    if (binding === undefined) return null;
    const annotated = this.#modelOfType(binding.identifier.typeAnnotation);
    if (annotated !== null) return annotated;
    if (!binding.constant || !binding.path.isVariableDeclarator() || !binding.path.get('id').isIdentifier())
      return null;
    const init = binding.path.get('init');
    const call = init.isAwaitExpression() ? init.get('argument') : null;
    if (call?.isCallExpression() !== true) return null;
    const [constructor, key] = call.get('arguments');
    const { callee } = call.node;
    const isQuery =
      callee.type === 'MemberExpression' &&
      callee.property.type === 'Identifier' &&
      callee.property.name === 'query';
    const model = isQuery ? this.modelOf(constructor) : null;
    return model !== null && key !== undefined && keyOf(key, model) !== null ? model : null;
  }

  #modelOfType(annotation: Node | null | undefined): DataStoreModel | null {
    if (annotation?.type !== 'TSTypeAnnotation') return null;
    const type = annotation.typeAnnotation;
    if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
    return this.#byLocal.get(type.typeName.name)?.model ?? null;
  }
}

function importedModels(
  statement: NodePath<ImportDeclaration>,
  models: ReadonlyMap<string, DataStoreModel>,
): ImportedModel[] {
  // Packages have no models of the app; the alias of a bundler, such as '@/models', is none.
  if (!/^[.~#]|^@\/|models/.test(statement.node.source.value)) return [];
  return statement.node.specifiers.flatMap((specifier) => {
    if (specifier.type !== 'ImportSpecifier') return [];
    const imported = nameOf(specifier.imported);
    const model = models.get(imported);
    const local = specifier.local.name;
    const binding = statement.scope.getBinding(local);
    if (model === undefined || binding === undefined) return [];
    return [{ model, local, binding, statement: statement.node, imported }];
  });
}
