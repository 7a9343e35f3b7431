import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { functionNode } from '../../shared/lambda/read.js';
import { type FunctionContext } from '../context.js';

/** The logical ids of what a template has for the function itself. */
export interface OwnIds {
  readonly lambda: string | null;
  readonly role: string | null;
}

export function ownIds({ model }: FunctionContext): OwnIds {
  const template = model.documents.template;
  const node = functionNode(template);
  const resources = [...membersOf(at(template ?? undefined, 'Resources'))];
  const lambda = resources.find(([, other]) => other === node)?.[0] ?? null;
  const role = at(node, 'Properties', 'Role', 'Fn::GetAtt');
  const named = stringAt(role, 0) ?? (role?.kind === 'scalar' ? String(role.value).split('.')[0] : undefined);
  const only = resources.filter(([, other]) => stringAt(other, 'Type') === 'AWS::IAM::Role');
  return { lambda, role: named ?? only[0]?.[0] ?? null };
}

/** Whether a policy of the template is for the role of the function and no other. */
export function isOnOwnRole(policy: JsonNode, { role }: OwnIds): boolean {
  const roles = at(policy, 'Properties', 'Roles');
  const list = roles?.kind === 'array' ? roles.items : [];
  return list.length > 0 && list.every((item) => role !== null && stringAt(item, 'Ref') === role);
}
