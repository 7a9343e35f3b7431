import { type JsonNode, itemsOf } from '../../../src/core/json.js';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { conditionOf } from '../../shared/template/conditions.js';
import { isNoValue } from '../../shared/template/intrinsics.js';
import { type Scope, intrinsicOf } from '../../shared/template/scope.js';
import { AS_WRITTEN, valueOf } from '../../shared/template/values.js';
import { cfnTableProperty } from './table-properties.js';

/** Sets a property on the CfnTable behind the table, in the words of CloudFormation. @throws Refusal */
export function setOnCfnTable(cfnTable: Code, path: string, node: JsonNode, scope: Scope): Code[] {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === 'Fn::If' && !path.includes('.')) {
    const chosen = branches(intrinsic.argument, scope);
    const property = cfnTableProperty(path);
    // An object can't be laid over the one that Table writes: the parts of both would stand there.
    if (chosen !== null && property !== null) return [code`${cfnTable}.${property as Code} = ${chosen};`];
  }
  if (node.kind === 'object' && intrinsic === null) {
    return [...node.members].flatMap(([name, member]) =>
      setOnCfnTable(cfnTable, `${path}.${name}`, member, scope),
    );
  }
  const value = valueOf(node, scope, AS_WRITTEN);
  return value === null ? [] : [code`${cfnTable}.addPropertyOverride(${literal(path)}, ${value});`];
}

/** `Fn.conditionIf` between objects that deployment decides on; null for anything else. */
function branches(argument: JsonNode, scope: Scope): Code | null {
  const [name, yes, no] = itemsOf(argument);
  if (name?.kind !== 'scalar' || yes === undefined || no === undefined) return null;
  if (![yes, no].some((side) => side.kind !== 'scalar' && intrinsicOf(side) === null)) return null;
  const condition = conditionOf(String(name.value), scope, name.origin);
  if (typeof condition === 'boolean') return null;
  const [first, second] = [yes, no].map((side) =>
    isNoValue(side) ? code`${scope.use('Aws', 'aws-cdk-lib')}.NO_VALUE` : valueOf(side, scope, AS_WRITTEN),
  );
  return code`${scope.use('Fn', 'aws-cdk-lib')}.conditionIf(${condition}.logicalId, ${first ?? code`{}`}, ${second ?? code`{}`})`;
}
