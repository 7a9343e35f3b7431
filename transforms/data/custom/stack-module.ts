import { type Finding, finding } from '../../../src/core/finding.js';
import { at, type JsonNode, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code, isBindable, literal, ModuleText } from '../../../src/emit/code.js';
import { type Takeover, environmentName } from '../../../src/emit/environment-name.js';
import { type Lane } from '../lane.js';
import { type Parameters } from './parameters.js';
import { type CustomStack, deployedResources } from './stacks.js';
import { conditionOf } from '../../shared/template/conditions.js';
import { textOf } from '../../shared/template/intrinsics.js';
import { kindOf } from '../../shared/template/kinds.js';
import { shownParts, textCode } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { AS_WRITTEN } from '../../shared/template/values.js';
import { fixedNameFinding, dataSourceFinding } from './stack-findings.js';
import { propertiesOf, type TemplateFiles } from './stack-properties.js';
import { sorted } from '../../shared/template/order.js';
import { API_TYPE } from './targets.js';

/** What the emission of a stack needs to know of the project. */
export interface StackContext {
  readonly lane: Lane;
  readonly takeover: Takeover;
  readonly models: ReadonlySet<string>;
  readonly files: TemplateFiles;
}

/** One stack as a module of the Gen 2 backend. */
export interface StackModule {
  readonly functionName: string;
  /** Null when nothing of the stack is left to deploy. */
  readonly text: string | null;
  readonly usesAuth: boolean;
  readonly findings: readonly Finding[];
  /** Resources that stay behind, by logical id. */
  readonly refused: ReadonlyMap<string, Finding>;
}

/** Writes a custom stack with CDK: every resource under the id that it has in Gen 1, in the order of references. */
export function stackModule(stack: CustomStack, parameters: Parameters, context: StackContext): StackModule {
  const writer = new StackWriter(stack, parameters, context);
  return writer.write();
}

class StackWriter {
  readonly #module = new ModuleText();
  readonly #findings: Finding[] = [];
  readonly #refused = new Map<string, Finding>();
  readonly #conditions = new Map<string, { readonly variable: Code; readonly expression: Code }>();
  readonly #names = new Map<string, Code>();
  readonly #used = new Set<string>();
  readonly #stack: CustomStack;
  readonly #parameters: Parameters;
  readonly #context: StackContext;
  readonly #resources: ReadonlyMap<string, JsonNode>;
  readonly #scope: Scope;

  constructor(stack: CustomStack, parameters: Parameters, context: StackContext) {
    this.#stack = stack;
    this.#parameters = parameters;
    this.#context = context;
    this.#resources = deployedResources(stack);
    const taken = new Set([
      'stack',
      'resources',
      'authResources',
      'auth',
      'template',
      'environmentName',
      'branch',
    ]);
    for (const id of this.#resources.keys()) this.#names.set(id, variableFor(id, taken));
    this.#scope = {
      mappings: at(stack.template, 'Mappings'),
      conditions: membersOf(at(stack.template, 'Conditions')),
      models: context.models,
      parameter: parameters.valueOf,
      resource: (id, origin) => {
        const node = this.#resources.get(id);
        const variable = this.#names.get(id);
        if (node === undefined || variable === undefined) return null;
        if (this.#refused.has(id))
          throw new Refusal(`it needs ${shown(id)}, which was not carried over`, origin);
        this.#used.add(id);
        return { variable, type: stringAt(node, 'Type') ?? '' };
      },
      condition: (name, expression) => {
        const known = this.#conditions.get(name);
        if (known !== undefined) return known.variable;
        const variable = variableFor(name, taken);
        this.#conditions.set(name, { variable, expression: expression() });
        return variable;
      },
      use: (name, from) => this.#module.use(name, from),
    };
  }

  write(): StackModule {
    const written: { readonly id: string; readonly value: Code; readonly after: readonly Code[] }[] = [];
    for (const [id, node] of sorted(this.#resources)) {
      const one = this.#attempt(id, node, () => this.#resource(id, node));
      if (one !== null) written.push({ id, ...one });
    }
    const outputs = [...membersOf(at(this.#stack.template, 'Outputs'))].flatMap(
      ([id, node]) => this.#attempt(id, node, () => this.#output(id, node)) ?? [],
    );
    const statements = written.flatMap(({ id, value, after }) => [
      this.#used.has(id) || after.length > 0
        ? code`const ${this.#names.get(id) ?? code``} = ${value};`
        : code`${value};`,
      ...after,
    ]);
    const functionName = `add${pascal(this.#stack.name)}`;
    const text = written.length === 0 ? null : this.#text(functionName, [...statements, ...outputs]);
    return {
      functionName,
      text,
      usesAuth: this.#parameters.usesAuth,
      findings: this.#findings,
      refused: this.#refused,
    };
  }

  /** What can't be said is told, and what needs it stays behind with it. */
  #attempt<T>(id: string, node: JsonNode, make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const type = stringAt(node, 'Type') ?? 'an output';
      const told = finding('AM3300', 'data', error.origin, { name: id, type, why: error.message });
      this.#findings.push(told);
      this.#refused.set(id, told);
      return null;
    }
  }

  #resource(id: string, node: JsonNode): { readonly value: Code; readonly after: readonly Code[] } | null {
    const condition = stringAt(node, 'Condition');
    const when = condition === undefined ? true : conditionOf(condition, this.#scope, node.origin);
    if (when === false) return null;
    const type = stringAt(node, 'Type');
    if (type === undefined) throw new Refusal('it has no type', node.origin);
    const properties = membersOf(at(node, 'Properties'));
    const kind = kindOf(type, [...properties.keys()]);
    const made = propertiesOf(
      properties,
      this.#scope,
      kind?.names ?? AS_WRITTEN,
      this.#context.files,
      (name) => this.#dataSource(name),
    );
    const props = kind === null ? code`{ type: ${literal(type)}, properties: ${made} }` : made;
    const className = this.#module.use(kind?.className ?? 'CfnResource', kind?.module ?? 'aws-cdk-lib');
    this.#findings.push(
      ...fixedNameFinding(id, type, properties, this.#scope),
      ...dataSourceFinding(id, properties, this.#resources, this.#scope),
    );
    const after = this.#attributes(id, node, when === true ? null : when, made);
    return { value: code`new ${className}(stack, ${literal(id)}, ${props})`, after };
  }

  /** A data source of the template that a resolver names by text, as a reference to it. */
  #dataSource(name: string): Code | null {
    for (const [id, node] of this.#resources) {
      const isNamed =
        stringAt(node, 'Type') === 'AWS::AppSync::DataSource' &&
        stringAt(node, 'Properties', 'Name') === name;
      const found =
        isNamed && name !== '' && !this.#refused.has(id) ? this.#scope.resource(id, node.origin) : null;
      if (found !== null) return code`${found.variable}.attrName`;
    }
    return null;
  }

  /** Statements for what stands beside the properties of a resource. */
  #attributes(id: string, node: JsonNode, condition: Code | null, made: Code): Code[] {
    const variable = this.#names.get(id) ?? code``;
    const statements: Code[] =
      condition === null ? [] : [code`${variable}.cfnOptions.condition = ${condition};`];
    const dependsOn = at(node, 'DependsOn');
    for (const other of dependsOn === undefined
      ? []
      : dependsOn.kind === 'array'
        ? itemsOf(dependsOn)
        : [dependsOn]) {
      const name = other.kind === 'scalar' ? String(other.value) : '';
      const found = this.#scope.resource(name, other.origin);
      if (found === null || isReferred(found.variable, made)) continue;
      statements.push(code`${variable}.node.addDependency(${found.variable});`);
    }
    for (const attribute of ['DeletionPolicy', 'UpdateReplacePolicy']) {
      const policy = stringAt(node, attribute);
      if (policy === undefined) continue;
      statements.push(code`${variable}.addOverride(${literal(attribute)}, ${literal(policy)});`);
    }
    return statements;
  }

  /** An output that no other stack imports is still shown in the console; the empty one of the CLI is not. */
  #output(id: string, node: JsonNode): Code[] {
    const value = at(node, 'Value');
    if (value === undefined || (value.kind === 'scalar' && value.value === '')) return [];
    const condition = stringAt(node, 'Condition');
    if (condition !== undefined && conditionOf(condition, this.#scope, node.origin) === false) return [];
    const name = at(node, 'Export', 'Name');
    const parts = name === undefined ? null : textOf(name, this.#scope);
    if (parts !== null) {
      const origin = name?.origin ?? node.origin;
      this.#findings.push(finding('AM3304', 'data', origin, { output: id, name: shownParts(parts) }));
    }
    const description = stringAt(node, 'Description');
    const props = [
      code`value: ${textCode(textOf(value, this.#scope))}`,
      ...(description === undefined ? [] : [code`description: ${literal(description)}`]),
      ...(parts === null ? [] : [code`exportName: ${textCode(parts)}`]),
    ];
    const output = this.#module.use('CfnOutput', 'aws-cdk-lib');
    return [code`new ${output}(stack, ${literal(id)}, {\n${props.join(', ') as Code} });`];
  }

  #text(functionName: string, statements: readonly Code[]): string {
    const stackType = this.#module.useType('Stack', 'aws-cdk-lib');
    const conditions = [...this.#conditions].map(([name, { variable, expression }]) => {
      const cfnCondition = this.#module.use('CfnCondition', 'aws-cdk-lib');
      return code`const ${variable} = new ${cfnCondition}(stack, ${literal(name)}, { expression: ${expression} });`;
    });
    const body = [...conditions, ...statements];
    const usesTemplate = body.some((statement) => /\btemplate\(/.test(statement));
    if (usesTemplate) this.#module.add(this.#context.files.reader(this.#module));
    const auth = this.#parameters.usesAuth
      ? code`, { resources: authResources }: ${authType(this.#module)}`
      : code``;
    const lines = [
      code`// AppSync takes a resolver only when the schema has its field.
stack.addDependency(resources.graphqlApi.stack);`,
      ...environmentName(this.#context.takeover, body),
      ...body,
    ];
    this.#module
      .add(code`/** What Gen 1 deployed from stacks/${this.#stack.name.replace(/[^\w.-]/g, '_') as Code}.json beside the API. */
export function ${functionName as Code}(stack: ${stackType}, { resources }: ${API_TYPE[this.#context.lane](this.#module)}${auth}) {
${lines.join('\n') as Code}
}`);
    return this.#module.toString();
  }
}

/** A reference is a dependency by itself. */
function isReferred(variable: Code, made: Code): boolean {
  return new RegExp(`(?<![\\w.$])${variable}\\.(?:attr[A-Z]|ref\\b|getAtt\\()`).test(made);
}

function authType(module: ModuleText): Code {
  const backend = module.useType('Backend', '@aws-amplify/backend');
  return code`${backend}<{ auth: typeof ${module.useType('auth', '../../auth/resource')} }>['auth']`;
}

/** A variable for a logical id, which no other one of the module has. */
function variableFor(id: string, taken: Set<string>): Code {
  const plain = id.charAt(0).toLowerCase() + id.slice(1).replace(/\W/g, '');
  const base = isBindable(plain) ? plain : `${plain}Resource`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
  taken.add(name);
  return name as Code;
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Stack';
}
