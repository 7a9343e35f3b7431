import { matchesWildcard } from '../../core/wildcard.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { textOf } from './normal.js';

/** What functions and tables are called that have a name in their template. */
function called(resources: readonly ResolvedResource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ id, properties }): [string, string][] => {
      const name = textOf(properties['FunctionName'] ?? properties['TableName']);
      return /^(?:Function|Table)\./.test(id) && name !== '' ? [[name, id]] : [];
    }),
  );
}

const NAMED =
  / on arn:aws:(dynamodb|lambda):(?:\$\{AWS::Region\}|[^:$ ]*):(?:\$\{AWS::AccountId\}|[^:$ ]*):(table|function)([/:])(?!\*+(?:$| ))([\w.*?-]+)(?=$|[/: ])/;

/** What a right on resources of a name, or of a pattern of names, says of those which the deployment calls so. */
export function meantByName(sentence: string, resources: readonly ResolvedResource[]): string[] {
  const [all, service = '', kind = '', mark = '', pattern = ''] = NAMED.exec(sentence) ?? [];
  if (all === undefined) return [];
  const type = kind === 'table' ? 'Table.' : 'Function.';
  return [...called(resources)]
    .filter(([name, id]) => id.startsWith(type) && matchesWildcard(pattern, name))
    .map(([, id]) =>
      sentence.replace(
        all,
        () => ` on arn:aws:${service}:\${AWS::Region}:\${AWS::AccountId}:${kind}${mark}\${${id}}`,
      ),
    );
}

/** Variables with the resources that they call by the names which their templates give them. */
export function withoutPhysicalNames(variables: JsonObject, deployment: Deployment): JsonObject {
  const names = called(deployment.resources);
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      // Lambda has texts only, and templates and parameters numbers, too.
      const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
      const id = names.get(textOf(text));
      return [name, id === undefined ? text : `\${${id}}`];
    }),
  );
}
