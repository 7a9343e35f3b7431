import {
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { type Code, type ParamsOf } from '../../../src/core/codes/index.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type ASTNode } from 'graphql';
import { type AccessChange } from '../../../src/core/plan.js';
import { argumentOf, directiveOf, textOf, textsOf } from '../schema/ast.js';
import { type CarryOverOptions } from './options.js';
import { Passing } from './passing.js';
import { type Relation, relationsByTarget } from './ways.js';

/** A `@key`: without a name it is the primary key. */
export interface Key {
  readonly node: DirectiveNode;
  readonly name: string | null;
  readonly fields: readonly string[];
  readonly queryField: string | null;
}

/** A type with `@model` as v1 reads it. */
export interface V1Model {
  readonly name: string;
  readonly node: ObjectTypeDefinitionNode;
  readonly modelAt: DirectiveNode;
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly keys: readonly Key[];
  /** `['id']` when no `@key` says otherwise. */
  readonly primaryKey: readonly string[];
}

/** What is to be added to the fields of a type. */
export class Additions {
  /** New fields by their name. */
  readonly fields = new Map<string, FieldDefinitionNode>();
  /** New directives by the name of the field, declared or new. */
  readonly directives = new Map<string, DirectiveNode[]>();

  /** New types of declared fields, by the name of the field. */
  readonly retyped = new Map<string, string>();

  direct(field: string, directive: DirectiveNode): void {
    const list = this.directives.get(field);
    if (list === undefined) this.directives.set(field, [directive]);
    else list.push(directive);
  }
}

/** The schema while it is carried over: its models by name, what was told, what is to be added where. */
export class Context {
  readonly models = new Map<string, V1Model>();
  readonly findings: Finding[] = [];
  readonly access: AccessChange[] = [];
  readonly #additions = new Map<string, Additions>();
  readonly #relations: ReadonlyMap<string, readonly Relation[]>;
  /** Whom v1 lets through. */
  readonly passing: Passing;

  constructor(
    document: DocumentNode,
    readonly options: CarryOverOptions,
  ) {
    for (const model of modelsOf(document)) this.models.set(model.name, model);
    this.#relations = relationsByTarget(this.models.values());
    this.passing = new Passing(this);
  }

  /** The fields with `@connection` that lead to a model. */
  relationsTo(model: V1Model): readonly Relation[] {
    return this.#relations.get(model.name) ?? [];
  }

  additionsTo(type: string): Additions {
    const known = this.#additions.get(type);
    if (known !== undefined) return known;
    const fresh = new Additions();
    this.#additions.set(type, fresh);
    return fresh;
  }

  tell<C extends Code>(code: C, at: ASTNode, params: ParamsOf<C>): void {
    this.findings.push(finding(code, 'data', this.options.originOf(at), params));
  }
}

/** The types with `@model`. */
export function modelsOf(document: DocumentNode): V1Model[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== 'ObjectTypeDefinition') return [];
    const modelAt = directiveOf(node, 'model');
    return modelAt === undefined ? [] : [readModel(node, modelAt)];
  });
}

function readModel(node: ObjectTypeDefinitionNode, modelAt: DirectiveNode): V1Model {
  const keys = (node.directives ?? []).flatMap((directive) => keyOf(directive) ?? []);
  const primary = keys.find(({ name }) => name === null);
  return {
    name: node.name.value,
    node,
    modelAt,
    fields: new Map((node.fields ?? []).map((field) => [field.name.value, field])),
    keys,
    primaryKey: primary?.fields ?? ['id'],
  };
}

function keyOf(node: DirectiveNode): Key | null {
  if (node.name.value !== 'key') return null;
  const fields = textsOf(argumentOf(node, 'fields')) ?? [];
  const name = filled(textOf(argumentOf(node, 'name')));
  return { node, name, fields, queryField: filled(textOf(argumentOf(node, 'queryField'))) };
}

/** As in v1, an empty text is no text. */
export function filled(text: string | null): string | null {
  return text === '' ? null : text;
}
