import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonNode, toValue } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, type Entry, code, literal, object } from '../../../src/emit/code.js';
import { conditionOf } from '../../shared/template/conditions.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { setOnCfnTable } from './escape.js';
import { type IndexCode, globalIndexes, localIndexes } from './indexes.js';
import { type TableResource } from './model.js';
import { plainOf } from './plain.js';
import { sayProperty } from './properties.js';
import { DYNAMODB, attribute, attributeTypes, isObject, keysOf, scalarText } from './schema.js';

/** What a property of the table became. */
export type PropertyOutcome =
  | { readonly kind: 'exact' | 'override' }
  | { readonly kind: 'default'; readonly because: string }
  | { readonly kind: 'manual'; readonly finding: Finding };

export interface TableCodeContext {
  /** The name of the resource, which is the id of the construct. */
  readonly name: string;
  readonly variable: Code;
  /** The variable for the CfnTable behind the table. */
  readonly cfnTable: Code;
  /** For values that are written into the module. */
  readonly scope: Scope;
  /** For values that are only looked at. */
  readonly plain: Scope;
}

export interface TableCode {
  /** Statements with the table itself, and those that need its CfnTable. */
  readonly made: readonly Code[];
  readonly later: readonly Code[];
  readonly outcomes: ReadonlyMap<string, PropertyOutcome>;
}

/** A new table with the keys, indexes and settings of Gen 1's. @throws Refusal when its keys are not known */
export function tableCode(table: TableResource, context: TableCodeContext): TableCode {
  const writer = new TableWriter(table, context);
  return writer.write();
}

class TableWriter {
  readonly #table: TableResource;
  readonly #context: TableCodeContext;
  readonly #outcomes = new Map<string, PropertyOutcome>();
  readonly #made: Code[] = [];
  readonly #later: Code[] = [];
  readonly #onDemand: boolean;
  readonly #types: ReadonlyMap<string, string>;

  constructor(table: TableResource, context: TableCodeContext) {
    this.#table = table;
    this.#context = context;
    this.#onDemand = this.#plain('BillingMode') === 'PAY_PER_REQUEST';
    this.#types = attributeTypes(this.#plain('AttributeDefinitions'));
  }

  write(): TableCode {
    const { name, variable, scope } = this.#context;
    const entries = [...this.#keys(), ...this.#settings(), ...this.#removalPolicy()];
    const table = scope.use('Table', DYNAMODB);
    this.#indexes();
    this.#tags();
    this.#condition();
    const made = code`const ${variable} = new ${table}(stack, ${literal(name)}, ${object(entries)});`;
    return { made: [made, ...this.#made], later: this.#later, outcomes: this.#outcomes };
  }

  #plain(property: string) {
    const node = this.#table.properties.get(property);
    return node && plainOf(node, this.#context.plain)?.value;
  }

  #keys(): Entry[] {
    const node = this.#table.properties.get('KeySchema');
    const keys = keysOf(this.#plain('KeySchema'));
    if (node === undefined || keys === null || keys.partition.length > 1 || keys.sort.length > 1) {
      throw new Refusal('its keys are not known', node?.origin ?? this.#firstOrigin());
    }
    this.#outcomes.set('KeySchema', { kind: 'exact' });
    const entry = (argument: string, name: string | undefined): Entry[] => {
      if (name === undefined) return [];
      const written = attribute(name, this.#types, this.#context.scope.use);
      if (written === null)
        throw new Refusal(`the key ${shown(name)} has no type that CDK knows`, node.origin);
      return [[argument, written]];
    };
    return [...entry('partitionKey', keys.partition[0]), ...entry('sortKey', keys.sort[0])];
  }

  #firstOrigin() {
    const [first] = this.#table.properties.values();
    return first?.origin ?? { file: '', pointer: '', line: 1, column: 1 };
  }

  #settings(): Entry[] {
    const entries: Entry[] = [];
    const apart = new Set(['KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'Tags']);
    for (const [property, node] of this.#table.properties) {
      if (apart.has(property)) continue;
      entries.push(...this.#attempt(property, node, () => this.#setting(property, node), []));
    }
    return entries;
  }

  #setting(property: string, node: JsonNode): Entry[] {
    const plain = property === 'TableName' ? { value: '' } : plainOf(node, this.#context.plain);
    if (plain !== null && plain.value === undefined) {
      this.#outcomes.set(property, { kind: 'default', because: 'it is not set (AWS::NoValue)' });
      return [];
    }
    const { use } = this.#context.scope;
    const said =
      plain?.value === undefined
        ? ({ kind: 'override' } as const)
        : sayProperty(property, plain.value, { use, onDemand: this.#onDemand });
    switch (said.kind) {
      case 'arguments':
        this.#outcomes.set(property, { kind: 'exact' });
        return [...said.entries];
      case 'default':
        this.#outcomes.set(property, said);
        return [];
      case 'override':
        this.#later.push(...setOnCfnTable(this.#context.cfnTable, property, node, this.#context.scope));
        this.#outcomes.set(property, { kind: 'override' });
        return [];
    }
  }

  /** A setting that can't be said is told, and the table does without it. */
  #attempt<T>(property: string, node: JsonNode, make: () => T, without: T): T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const text = shown(JSON.stringify(toValue(node)), 300);
      const params = { table: this.#context.name, property, why: error.message, text };
      this.#outcomes.set(property, {
        kind: 'manual',
        finding: finding('AM2107', 'storage', node.origin, params),
      });
      return without;
    }
  }

  #indexes(): void {
    const { variable: table, plain, scope } = this.#context;
    const context = { table, plain, types: this.#types, onDemand: this.#onDemand, use: scope.use };
    const lists = [
      ['GlobalSecondaryIndexes', globalIndexes],
      ['LocalSecondaryIndexes', localIndexes],
    ] as const;
    for (const [property, write] of lists) {
      const node = this.#table.properties.get(property);
      if (node === undefined) continue;
      this.#attempt(
        property,
        node,
        () => {
          const made: IndexCode = write(node, context);
          const later = made.later.flatMap((one) =>
            setOnCfnTable(this.#context.cfnTable, one.path, one.node, scope),
          );
          this.#made.push(...made.statements);
          this.#later.push(...later);
          this.#outcomes.set(property, { kind: later.length > 0 ? 'override' : 'exact' });
        },
        undefined,
      );
    }
  }

  #tags(): void {
    const node = this.#table.properties.get('Tags');
    if (node === undefined) return;
    this.#attempt(
      'Tags',
      node,
      () => {
        const tags = this.#plain('Tags');
        const { scope, variable, cfnTable } = this.#context;
        const isPlain =
          Array.isArray(tags) && tags.every((tag) => isObject(tag) && typeof tag['Key'] === 'string');
        if (!isPlain) {
          this.#later.push(...setOnCfnTable(cfnTable, 'Tags', node, scope));
          this.#outcomes.set('Tags', { kind: 'override' });
          return;
        }
        const of = scope.use('Tags', 'aws-cdk-lib');
        for (const tag of tags) {
          if (!isObject(tag)) continue;
          const pair = [literal(scalarText(tag['Key'])), literal(scalarText(tag['Value']))].join(', ');
          this.#made.push(code`${of}.of(${variable}).add(${pair as Code});`);
        }
        this.#outcomes.set('Tags', { kind: 'exact' });
      },
      undefined,
    );
  }

  /** Without a policy CloudFormation deletes a table with its stack; CDK would keep it. */
  #removalPolicy(): Entry[] {
    const { scope, cfnTable } = this.#context;
    const policyOf = (name: string): string => {
      const node = this.#table.attributes.get(name);
      return node?.kind === 'scalar' ? String(node.value) : 'Delete';
    };
    const [deletion, replacement] = [policyOf('DeletionPolicy'), policyOf('UpdateReplacePolicy')];
    const known = REMOVAL_POLICIES[deletion];
    const argument = known ?? 'RETAIN';
    if (known === undefined) this.#later.push(override(cfnTable, 'DeletionPolicy', deletion));
    if (known === undefined || replacement !== deletion) {
      this.#later.push(override(cfnTable, 'UpdateReplacePolicy', replacement));
    }
    return [['removalPolicy', code`${scope.use('RemovalPolicy', 'aws-cdk-lib')}.${argument as Code}`]];
  }

  #condition(): void {
    const node = this.#table.attributes.get('Condition');
    if (node?.kind !== 'scalar') return;
    const condition = conditionOf(String(node.value), this.#context.scope, node.origin);
    if (condition === false)
      throw new Refusal('its condition is false: Gen 1 does not deploy it', node.origin);
    if (condition !== true)
      this.#later.push(code`${this.#context.cfnTable}.cfnOptions.condition = ${condition};`);
  }
}

/** Policies that CDK sets for deletion and replacement alike. */
const REMOVAL_POLICIES: Readonly<Record<string, string | undefined>> = {
  Delete: 'DESTROY',
  Retain: 'RETAIN',
  Snapshot: 'SNAPSHOT',
};

function override(cfnTable: Code, name: string, value: string): Code {
  return code`${cfnTable}.addOverride(${literal(name)}, ${literal(value)});`;
}
