import { FILTER } from '../vtl/util.js';
import { type Value, type Values, isEqual, isMap, written } from '../vtl/values.js';

/** Whether a record passes a filter of the form that AppSync takes: `{ or: [{ owner: { eq: 'x' } }] }`. */
export function passes(filter: Value, record: Values): boolean {
  if (!isMap(filter)) return true;
  return Object.entries(filter).every(([name, value]) => {
    const parts = Array.isArray(value) ? value : [value];
    if (name === 'and') return parts.every((part) => passes(part, record));
    if (name === 'or') return parts.some((part) => passes(part, record));
    if (name === 'not') return !parts.every((part) => passes(part, record));
    if (!isMap(value)) return isEqual(record[name] ?? null, value);
    return Object.entries(value).every(([operator, wanted]) => holds(operator, record[name] ?? null, wanted));
  });
}

function holds(operator: string, actual: Value, wanted: Value): boolean {
  switch (operator) {
    case 'eq':
      return isEqual(actual, wanted);
    case 'ne':
      return !isEqual(actual, wanted);
    case 'in':
      return Array.isArray(wanted) && wanted.some((one) => isEqual(one, actual));
    case 'notIn':
      return Array.isArray(wanted) && !wanted.some((one) => isEqual(one, actual));
    case 'contains':
      return contains(actual, wanted);
    case 'notContains':
      return !contains(actual, wanted);
    case 'containsAny':
      return Array.isArray(wanted) && wanted.some((one) => contains(actual, one));
    case 'beginsWith':
      return typeof actual === 'string' && actual.startsWith(written(wanted));
    case 'attributeExists':
      return (actual !== null) === (wanted === true);
    case 'between':
      return Array.isArray(wanted) && compare(actual, wanted[0]) >= 0 && compare(actual, wanted[1]) <= 0;
    case 'lt':
      return compare(actual, wanted) < 0;
    case 'le':
      return compare(actual, wanted) <= 0;
    case 'gt':
      return compare(actual, wanted) > 0;
    case 'ge':
      return compare(actual, wanted) >= 0;
    default:
      throw new Error(`the operator ${operator} of a filter is not known`);
  }
}

function contains(actual: Value, wanted: Value): boolean {
  if (Array.isArray(actual)) return actual.some((one) => isEqual(one, wanted));
  return typeof actual === 'string' && actual.includes(written(wanted));
}

function compare(actual: Value, wanted: Value | undefined): number {
  const [left, right] = [actual ?? '', wanted ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The filters in what a template asks of its data source, wherever they stand. */
export function filtersIn(request: Value): Value[] {
  if (Array.isArray(request)) return request.flatMap(filtersIn);
  if (!isMap(request)) return [];
  return Object.entries(request).flatMap(([name, value]) =>
    name === FILTER ? [value] : name === 'condition' ? [] : filtersIn(value),
  );
}
