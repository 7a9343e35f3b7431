import { type Context, matches, substituted } from './pattern.js';
import { type Condition } from './statements.js';

/** What a condition says of a request; `unknown` when its operator is not one of these. */
export type Holds = boolean | 'unknown';

/** Whether one value of the request is what one value of the condition asks for. */
type Comparison = (value: string, wanted: string, context: Context) => boolean;

const equal: Comparison = (value, wanted, context) => substituted(wanted, context) === value;
const like: Comparison = (value, wanted, context) => matches(wanted, value, context);
const equalInAnyCase: Comparison = (value, wanted, context) =>
  substituted(wanted, context)?.toLowerCase() === value.toLowerCase();
const numeric =
  (compare: (value: number, wanted: number) => boolean): Comparison =>
  (value, wanted) =>
    compare(Number(value), Number(wanted));

interface Operator {
  readonly compare: Comparison;
  /** The condition holds where no value compares, and where the key is missing. */
  readonly negated?: true;
}

/** IAM JSON policy elements: Condition operators. Dates, addresses and binary values are not evaluated. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { compare: equal },
  StringNotEquals: { compare: equal, negated: true },
  StringEqualsIgnoreCase: { compare: equalInAnyCase },
  StringNotEqualsIgnoreCase: { compare: equalInAnyCase, negated: true },
  StringLike: { compare: like },
  StringNotLike: { compare: like, negated: true },
  // The two pairs for ARNs behave the same.
  ArnEquals: { compare: like },
  ArnLike: { compare: like },
  ArnNotEquals: { compare: like, negated: true },
  ArnNotLike: { compare: like, negated: true },
  Bool: { compare: equalInAnyCase },
  NumericEquals: { compare: numeric((value, wanted) => value === wanted) },
  NumericNotEquals: { compare: numeric((value, wanted) => value === wanted), negated: true },
  NumericLessThan: { compare: numeric((value, wanted) => value < wanted) },
  NumericLessThanEquals: { compare: numeric((value, wanted) => value <= wanted) },
  NumericGreaterThan: { compare: numeric((value, wanted) => value > wanted) },
  NumericGreaterThanEquals: { compare: numeric((value, wanted) => value >= wanted) },
};

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/;

/** Evaluates one line of a Condition. */
export function holds({ operator, key, values }: Condition, context: Context): Holds {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const given = context.get(key.toLowerCase()) ?? [];
  if (name === 'Null') return values.some((value) => (value === 'true') === (given.length === 0));
  const known = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!known) return 'unknown';
  const { compare, negated = false } = known;
  const fits = (value: string): boolean =>
    values.some((wanted) => compare(value, wanted, context)) !== negated;
  if (given.length === 0) {
    if (ifExists !== undefined || quantifier === 'ForAllValues') return true;
    return negated && quantifier === undefined;
  }
  return quantifier === 'ForAllValues' ? given.every(fits) : given.some(fits);
}
