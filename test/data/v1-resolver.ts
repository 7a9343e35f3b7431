import { type DataSourceFacts, type ResolverFacts } from '../../src/verify/graphql/resolvers.js';
import { Engine } from '../../src/verify/graphql/decisions/run.js';
import { Refusal } from '../../src/verify/graphql/vtl/refusal.js';
import { Host, isMap, type Value, written } from '../../src/verify/graphql/vtl/values.js';

const TABLE: DataSourceFacts = { kind: 'AMAZON_DYNAMODB', name: 'table', target: '' };
const NONE: DataSourceFacts = { kind: 'NONE', name: 'NONE', target: '' };

/** v1 tells the modes by what AppSync gives of a caller, of which `$util.authType()` is the short form. */
const IDENTITY = `#if($util.authType() == "User Pool Authorization")
#set($ctx.identity.issuer = "pool")
#set($ctx.identity.sourceIp = ["192.0.2.1"])
#set($ctx.identity.defaultAuthStrategy = "ALLOW")
#end
#if($util.authType() == "Open ID Connect Authorization")
#set($ctx.identity.issuer = "provider")
$util.qr($ctx.identity.remove("username"))
#end
`;

/**
 * A unit resolver of v1. Updates and deletions leave the decision to DynamoDB, by a condition on the record; here
 * the record is read before, and the condition is checked by `v1Engine` once the template has made it.
 */
export function v1Resolver(name: string, before: string, response: string): ResolverFacts {
  const unit = { name, code: null, conflicts: null };
  const request = `${IDENTITY}${before}`;
  const dataSource = request.includes('"operation"') ? TABLE : NONE;
  const conditional = /"operation":\s*"(?:Update|Delete)Item"/.test(request);
  if (!conditional) {
    return { request: '', response: '', functions: [{ ...unit, request, response, dataSource }] };
  }
  const read = {
    ...unit,
    request: '{ "operation": "GetItem" }',
    response: '#set($ctx.stash.record = $ctx.result)\n$util.toJson($ctx.result)',
    dataSource: TABLE,
  };
  const checked = `${request}\n#set($checked = $v1.check($authCondition, $ctx.stash.record))`;
  return {
    request: '',
    response: '',
    functions: [read, { ...unit, request: checked, response, dataSource }],
  };
}

/** An engine that knows the condition of an update as DynamoDB does. */
export function v1Engine(): Engine {
  const engine = new Engine();
  const hosts = { ...engine.hosts, v1: new Host({ check }) };
  return Object.assign(engine, { hosts });
}

/** Checks the condition; v1 writes equality and `contains`, joined by OR. */
function check(condition: Value = null, record: Value = null): Value {
  if (!isMap(condition) || !isMap(record)) return true;
  const expression = written(condition['expression'] ?? '');
  if (expression.trim() === '') return true;
  const names = condition['expressionNames'] ?? null;
  const values = condition['expressionValues'] ?? null;
  const isAnd = expression.split(/\bAND\b/).filter((part) => part.trim() !== '');
  const passes = isAnd.every((part) =>
    part.split(/\bOR\b/).some((term) => {
      // The record of a run is there.
      if (term.includes('attribute_exists')) return true;
      const [, name = '', value = ''] = /(#\w+)\s*(?:=|,)\s*(:\w+)/.exec(term) ?? [];
      const found = isMap(names) ? record[written(names[name] ?? '')] : null;
      const wanted = plain(isMap(values) ? (values[value] ?? null) : null);
      return Array.isArray(found) ? found.includes(wanted) : found === wanted;
    }),
  );
  if (!passes) throw new Refusal('ConditionalCheckFailed', 'the condition of the record');
  return true;
}

function plain(value: Value): Value {
  return isMap(value) && value['S'] !== undefined ? value['S'] : value;
}
