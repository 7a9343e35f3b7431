import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import {
  type Code,
  ModuleText,
  code,
  identifier,
  isBindable,
  literal,
  verbatim,
} from '../../../src/emit/code.js';
import { type Takeover, environmentName } from '../../../src/emit/environment-name.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { sorted } from '../../shared/template/order.js';
import { extraCode, outputCode, ownOutputs } from './extras.js';
import { type StorageTable } from './model.js';
import { type DeployedName } from './names.js';
import { type WrittenOverride, writeOverride } from './override/write.js';
import { type StreamSource, referenceCode, streamLookup } from './references.js';
import { DYNAMODB } from './schema.js';
import { plainScope, templateScope } from './scope.js';
import { type PropertyOutcome, tableCode } from './table-code.js';

export const TABLES_PATH = 'amplify/storage/tables.ts';
export const TABLES_FUNCTION = 'storageTables';

/** What a new table and the resources beside it became. */
export interface WrittenTable {
  readonly outcomes: ReadonlyMap<string, PropertyOutcome>;
  /** Resources and outputs of the template besides the table, by id; null: carried over. */
  readonly extras: ReadonlyMap<string, Finding | null>;
  readonly override: WrittenOverride;
  readonly findings: readonly Finding[];
  /** Whether the table is another one in another environment. */
  readonly byEnvironment: boolean;
}

/** amplify/storage/tables.ts under construction. */
export class TablesModule {
  readonly #module = new ModuleText();
  readonly #statements: Code[] = [];
  readonly #variables: Code[] = [];
  readonly #taken: Set<string>;
  readonly #ids = new Set<string>();
  readonly #app: Gen1App;
  #hasLookup = false;
  #hasResources = false;

  constructor(tables: readonly StorageTable[], app: Gen1App) {
    this.#app = app;
    this.#taken = new Set(['backend', 'stack', 'environmentName', 'branch', 'streamArnOf', TABLES_FUNCTION]);
    for (const { variable, resource } of tables) {
      for (const suffix of ['', 'Name', 'Names', 'Streams']) this.#taken.add(`${variable}${suffix}`);
      this.#ids.add(resource.name);
    }
  }

  refer(table: StorageTable, name: DeployedName, stream: StreamSource): void {
    this.#hasLookup ||= stream.kind === 'lookup';
    this.#hasResources ||= stream.kind === 'lookup';
    const variable = identifier(table.variable);
    this.#statements.push(
      BLANK_LINE,
      ...referenceCode(table, variable, name, stream, (what, from) => this.#module.use(what, from)),
    );
    this.#variables.push(variable);
  }

  /** @throws Refusal when the keys of the table are not known */
  make(table: StorageTable): WrittenTable {
    const writer = new NewTable(table, this.#app, this.#module, this.#taken, this.#ids);
    const written = writer.write();
    this.#hasResources = true;
    this.#statements.push(BLANK_LINE, ...written.statements);
    this.#variables.push(identifier(table.variable));
    return written;
  }

  /** The text of the module; null when no table is in it. */
  text(takeover: Takeover): string | null {
    if (this.#variables.length === 0) return null;
    if (this.#hasLookup) {
      const stackType = this.#module.useType('Stack', 'aws-cdk-lib');
      this.#module.add(streamLookup((what, from) => this.#module.use(what, from), stackType));
    }
    const backend = this.#module.useType('BackendBase', '@aws-amplify/backend');
    const body = [
      // CloudFormation takes no stack without a resource.
      this.#hasResources
        ? code`const stack = backend.createStack('tables');`
        : code`const { stack } = backend;`,
      ...environmentName(takeover, this.#statements),
      ...this.#statements,
      BLANK_LINE,
      code`return { ${this.#variables.join(', ') as Code} };`,
    ];
    this.#module.add(code`/** The DynamoDB tables of Gen 1's storage category. */
export function ${TABLES_FUNCTION as Code}(backend: ${backend}) {
${body.join('\n') as Code}
}`);
    return this.#module.toString();
  }
}

const BLANK_LINE = code``;

interface Written extends WrittenTable {
  readonly statements: readonly Code[];
}

/** One new table, with what else its template has. */
class NewTable {
  readonly #table: StorageTable;
  readonly #app: Gen1App;
  readonly #taken: Set<string>;
  readonly #ids: Set<string>;
  readonly #imports = new Map<string, string>();
  readonly #module: ModuleText;
  readonly #conditions = new Map<string, { readonly variable: Code; readonly expression: Code }>();
  readonly #names = new Map<string, Code>();
  readonly #done = new Set<string>();
  readonly #extras = new Map<string, Finding | null>();
  readonly #findings: Finding[] = [];
  readonly #cfnTable: Code;
  readonly #scope: Scope;

  constructor(table: StorageTable, app: Gen1App, module: ModuleText, taken: Set<string>, ids: Set<string>) {
    this.#table = table;
    this.#app = app;
    this.#module = module;
    this.#taken = taken;
    this.#ids = ids;
    this.#cfnTable = this.#variableFor(`cfn${pascal(table.variable)}`);
    const resources = membersOf(at(table.template ?? undefined, 'Resources'));
    for (const id of resources.keys()) {
      const isTable = id === table.table?.logicalId;
      this.#names.set(id, isTable ? this.#cfnTable : this.#variableFor(camel(id)));
    }
    this.#scope = templateScope(table, app, {
      resource: (id, origin) => {
        const variable = this.#names.get(id);
        if (variable === undefined) return null;
        if (!this.#done.has(id))
          throw new Refusal(`it needs ${shown(id)}, which was not carried over`, origin);
        return { variable, type: stringAt(resources.get(id), 'Type') ?? '' };
      },
      condition: (name, expression) => {
        const known = this.#conditions.get(name);
        if (known !== undefined) return known.variable;
        const variable = this.#variableFor(camel(name));
        this.#conditions.set(name, { variable, expression: expression() });
        return variable;
      },
      use: (name, from) => {
        this.#imports.set(name, from);
        return name as Code;
      },
    });
  }

  write(): Written {
    const { table, template, resource } = this.#table;
    if (table === null) throw new Refusal('its settings are not known', fileStart(resource.folder ?? ''));
    const statements: Code[] = [];
    const later: Code[] = [];
    let outcomes: ReadonlyMap<string, PropertyOutcome> = new Map();
    const resources = new Map(membersOf(at(template ?? undefined, 'Resources')));
    if (!resources.has(table.logicalId)) resources.set(table.logicalId, EMPTY);
    for (const [id, node] of sorted(resources)) {
      if (id !== table.logicalId) {
        statements.push(...this.#extra(id, node));
        continue;
      }
      const made = this.#makeTable();
      outcomes = made.outcomes;
      this.#done.add(id);
      // Resources of the template may refer to it from here on.
      const cfnTable = this.#scope.use('CfnTable', DYNAMODB);
      const behind = code`const ${this.#cfnTable} = ${identifier(this.#table.variable)}.node.defaultChild as ${cfnTable};`;
      statements.push(...made.made, behind, ...made.later);
    }
    const override = writeOverride(this.#table, this.#app, this.#cfnTable, this.#taken);
    later.push(...override.statements);
    for (const [id, node] of ownOutputs(template)) statements.push(...this.#output(id, node));
    const all = this.#withoutUnused([...statements, ...later]);
    this.#useImports(all);
    const byEnvironment = all.some((statement) => /\benvironmentName\b/.test(statement));
    return {
      statements: all,
      outcomes,
      extras: this.#extras,
      override,
      findings: this.#findings,
      byEnvironment,
    };
  }

  #makeTable() {
    const { table, resource, variable } = this.#table;
    if (table === null) throw new Error('AM9000: a table without settings is written');
    return tableCode(table, {
      name: resource.name,
      variable: identifier(variable),
      cfnTable: this.#cfnTable,
      scope: this.#scope,
      plain: plainScope(this.#table, this.#app),
    });
  }

  #extra(id: string, node: JsonNode): Code[] {
    const variable = this.#names.get(id) ?? (id as Code);
    return this.#attempt(id, node, () => {
      const made = extraCode(id, this.#idFor(id), variable, node, this.#scope);
      if (made === null) return [];
      this.#findings.push(...made.findings);
      this.#done.add(id);
      return [code`const ${variable} = ${made.value};`, ...made.after];
    });
  }

  #output(id: string, node: JsonNode): Code[] {
    return this.#attempt(id, node, () => [outputCode(this.#idFor(id), node, this.#scope)]);
  }

  #attempt(id: string, node: JsonNode, make: () => Code[]): Code[] {
    try {
      const made = make();
      this.#extras.set(id, null);
      return made;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const params = {
        table: this.#table.resource.name,
        name: id,
        type: stringAt(node, 'Type') ?? 'an output',
        why: error.message,
        text: shown(JSON.stringify(toValue(node)), 600),
      };
      const told = finding('AM2110', 'storage', node.origin, params);
      this.#findings.push(told);
      this.#extras.set(id, told);
      return [];
    }
  }

  /** Variables and conditions that nothing needs are left out. */
  #withoutUnused(statements: readonly Code[]): Code[] {
    const isUsed = (name: string, from: readonly Code[]): boolean =>
      from.some((text) => new RegExp(`(?<![\\w.$'"\`])${name.replaceAll('$', '\\$')}\\b`).test(text));
    const kept = statements.flatMap((statement, at): Code[] => {
      const [, name, value] = /^const (\w+) = ([^]*)$/.exec(statement) ?? [];
      const isOwn = name === this.#table.variable;
      if (name === undefined || value === undefined || isOwn || isUsed(name, statements.slice(at + 1))) {
        return [statement];
      }
      return value.startsWith('new ') ? [verbatim(value)] : [];
    });
    const conditions = [...this.#conditions].flatMap(([name, { variable, expression }]) => {
      const others = [...this.#conditions.values()].map((one) => one.expression);
      if (!isUsed(variable, [...kept, ...others])) return [];
      const type = this.#scope.use('CfnCondition', 'aws-cdk-lib');
      return [
        code`const ${variable} = new ${type}(stack, ${literal(this.#idFor(name))}, { expression: ${expression} });`,
      ];
    });
    return [...conditions, ...kept];
  }

  #useImports(statements: readonly Code[]): void {
    for (const [name, from] of this.#imports) {
      if (statements.some((text) => new RegExp(`\\b${name}\\b`).test(text))) this.#module.use(name, from);
    }
  }

  #variableFor(base: string): Code {
    const plain = isBindable(base) ? base : `${base.replace(/\W/g, '')}Resource`;
    let name = plain;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${plain}${number}`;
    this.#taken.add(name);
    return identifier(name);
  }

  /** The id of Gen 1, with the name of the table before it where another table has the same. */
  #idFor(id: string): string {
    let free = this.#ids.has(id) ? `${this.#table.resource.name}${id}` : id;
    while (this.#ids.has(free)) free = `${free}2`;
    this.#ids.add(free);
    return free;
  }
}

const EMPTY: JsonNode = { kind: 'object', members: new Map(), origin: fileStart('') };

function fileStart(file: string) {
  return { file, pointer: '', line: 1, column: 1 };
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function camel(id: string): string {
  const letters = id.replace(/\W/g, '');
  return letters.charAt(0).toLowerCase() + letters.slice(1);
}
