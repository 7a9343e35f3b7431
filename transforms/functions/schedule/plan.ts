import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Code, code, literal, object } from '../../../src/emit/code.js';
import { environmentCode } from '../../shared/lambda/emit.js';
import { evaluate, textOf } from '../../shared/lambda/intrinsics.js';
import { parameterValue, parametersIn, scopeOf } from '../../shared/lambda/parameters.js';
import { functionNode } from '../../shared/lambda/read.js';
import { type FunctionContext } from '../context.js';
import { ownIds } from '../events/own-role.js';
import { type ScheduleChoice, chooseSchedule } from './choose.js';

/** A rule of the template that does nothing but call the function at certain times. */
interface PlainRule {
  readonly id: string;
  readonly node: JsonNode;
  readonly isEnabled: boolean;
  /** The expression by Gen 1 environment, the chosen one first. */
  readonly expressions: ReadonlyMap<string, string>;
}

/** A schedule that is planned. */
export interface PlannedSchedule {
  /** For `defineFunction({ schedule })`. */
  readonly argument: string | null;
  /** Whether it calls the function. */
  readonly isOn: boolean;
}

/**
 * What a rule of the template becomes: an argument of `schedule` (returned), or a CDK rule (said); null when it is
 * no plain schedule. Settles the rule.
 */
export function planSchedule(id: string, node: JsonNode, context: FunctionContext): PlannedSchedule | null {
  const rule = plainRule(id, node, context);
  const [expression] = rule?.expressions.values() ?? [];
  if (rule === null || expression === undefined) return null;
  const choice = choiceFor(rule, expression, context);
  switch (choice.kind) {
    case 'unreadable':
      context.manual(node, 'AM4113', { name: context.name, expression });
      settleParameters(rule, context);
      return { argument: null, isOn: false };
    case 'rule': {
      context.tell('AM4112', node.origin, { name: context.name, expression, reason: choice.why });
      sayRule(rule, context);
      context.settle(node, { kind: 'override', target: { path: 'amplify/backend.ts' } });
      settleParameters(rule, context);
      return { argument: null, isOn: rule.isEnabled };
    }
    case 'argument': {
      const target = context.target('schedule');
      const params = { name: context.name, gen1: expression, gen2: choice.schedule };
      const told = context.tell(choice.isRate ? 'AM4111' : 'AM4110', node.origin, params, target);
      context.settle(
        node,
        choice.isRate ? { kind: 'changed', target, finding: told } : { kind: 'exact', target },
      );
      settleParameters(rule, context);
      return { argument: choice.schedule, isOn: true };
    }
  }
}

/** `schedule` takes neither a rule that is off, nor one that differs, nor functions that are not Node.js. */
function choiceFor(rule: PlainRule, expression: string, context: FunctionContext): ScheduleChoice {
  const choice = chooseSchedule(expression, timeoutOf(context));
  const because = (why: string): ScheduleChoice =>
    choice.kind === 'unreadable' ? choice : { kind: 'rule', why };
  if (!rule.isEnabled) return because('it is disabled, which `schedule` can not say');
  if (new Set(rule.expressions.values()).size > 1) return because('each environment has another one');
  if (!context.isNode) return because('`schedule` is for functions on Node.js');
  if (mentionsSource(context))
    return because('the code looks at events for `aws.events`, the source of rules');
  return choice;
}

function mentionsSource({ model }: FunctionContext): boolean {
  return model.sources.files.some(
    ({ facts, bytes }) => facts !== null && new TextDecoder().decode(bytes).includes('aws.events'),
  );
}

/** What the templates of the CLI say where there is none. */
const TIMEOUT_OF_GEN1 = 25;

function timeoutOf({ model }: FunctionContext): number {
  const timeout = at(functionNode(model.documents.template), 'Properties', 'Timeout');
  const seconds = timeout?.kind === 'scalar' ? Number(timeout.value) : NaN;
  return Number.isNaN(seconds) ? TIMEOUT_OF_GEN1 : seconds;
}

const PLAIN_KEYS = new Set(['Description', 'Name', 'ScheduleExpression', 'State', 'Targets']);

function plainRule(id: string, node: JsonNode, context: FunctionContext): PlainRule | null {
  const properties = at(node, 'Properties');
  const [target, more] = itemsOf(at(properties, 'Targets'));
  const called = stringAt(target, 'Arn', 'Fn::GetAtt', 0);
  const expression = at(properties, 'ScheduleExpression');
  const isPlain =
    [...membersOf(properties).keys()].every((key) => PLAIN_KEYS.has(key)) &&
    [...membersOf(target).keys()].every((key) => key === 'Arn' || key === 'Id') &&
    more === undefined &&
    called === ownIds(context).lambda;
  const state = stringAt(properties, 'State') ?? 'ENABLED';
  if (!isPlain || expression === undefined || target === undefined || !/^(?:EN|DIS)ABLED$/.test(state)) {
    return null;
  }
  const expressions = new Map<string, string>();
  for (const environment of context.environments) {
    const text = textOf(evaluate(expression, scopeOf(context, environment)));
    if (text !== undefined) expressions.set(environment, text);
  }
  return { id, node, isEnabled: state === 'ENABLED', expressions };
}

function sayRule({ id, node, isEnabled, expressions }: PlainRule, context: FunctionContext): void {
  const description = stringAt(node, 'Properties', 'Description');
  const [first = ''] = expressions.values();
  const isSame = new Set(expressions.values()).size === 1;
  const expression: Code = isSame
    ? literal(first)
    : code`(${literal(Object.fromEntries(expressions))} as Record<string, string>)[${environmentCode(context)}] ?? ${literal(first)}`;
  const properties = object([
    description === undefined ? null : ['description', literal(description)],
    ['schedule', code`Schedule.expression(${expression})`],
    isEnabled ? null : ['enabled', literal(false)],
    ['targets', code`[new LambdaFunction(${context.backendFunction}.resources.lambda)]`],
  ]);
  const name = `${context.exportName}-${id}`;
  context.say(code`new Rule(${context.backendFunction}.stack, ${literal(name)}, ${properties});`, [
    { name: 'Rule', from: 'aws-cdk-lib/aws-events' },
    { name: 'Schedule', from: 'aws-cdk-lib/aws-events' },
    { name: 'LambdaFunction', from: 'aws-cdk-lib/aws-events-targets' },
  ]);
}

/** The parameters that hold the expression, in each environment. */
function settleParameters({ node }: PlainRule, context: FunctionContext): void {
  const expression = at(node, 'Properties', 'ScheduleExpression');
  for (const parameter of expression === undefined ? [] : parametersIn(expression)) {
    for (const environment of context.environments) {
      const value = parameterValue(context.model, parameter, environment);
      context.settle(value?.node, { kind: 'override', target: { path: `${context.folder}/resource.ts` } });
    }
  }
}
