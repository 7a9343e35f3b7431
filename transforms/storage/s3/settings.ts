import { type Finding, finding } from '../../../src/core/finding.js';
import { type Json, type JsonNode, stringAt, toValue } from '../../../src/core/json.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { intrinsicOf } from '../../shared/template/scope.js';
import { OVERRIDES_PATH, RESOURCE_PATH } from './paths.js';
import { type TemplateModel } from './template.js';

/** What becomes of the properties of the bucket in an older template. */
export interface SettingsPlan {
  readonly versioned: boolean;
  readonly statements: readonly Code[];
  readonly findings: readonly Finding[];
}

/** The rule that Gen 1 writes; `defineStorage` has the same (construct of @aws-amplify/backend-storage). */
const CORS: Json = {
  CorsRules: [
    {
      AllowedHeaders: ['*'],
      AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
      AllowedOrigins: ['*'],
      ExposedHeaders: ['x-amz-server-side-encryption', 'x-amz-request-id', 'x-amz-id-2', 'ETag'],
      Id: 'S3CORSRuleId1',
      MaxAge: '3000',
    },
  ],
};

/** Properties that are no setting of the bucket in Gen 2. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  BucketName: 'CloudFormation makes up the name of the new bucket',
  NotificationConfiguration: 'what calls a function for changes of files moves with the functions',
};

export function planSettings(template: TemplateModel, ledger: Ledger): SettingsPlan {
  const statements: Code[] = [];
  const findings: Finding[] = [];
  let versioned = false;
  for (const [property, node] of template.bucket) {
    const because = Object.hasOwn(ELSEWHERE, property) ? ELSEWHERE[property] : undefined;
    if (because !== undefined) ledger.settle(node, { kind: 'bookkeeping', because });
    else if (property === 'CorsConfiguration' && isGen1Cors(node)) {
      ledger.settle(node, { kind: 'default', because: '`defineStorage` has the same rule' });
    } else if (property === 'VersioningConfiguration' && stringAt(node, 'Status') === 'Enabled') {
      versioned = true;
      ledger.settle(node, { kind: 'exact', target: { path: RESOURCE_PATH, property: 'versioned' } });
    } else if (hasIntrinsic(node)) {
      const told = finding('AM2017', 'storage', node.origin, {
        property,
        text: JSON.stringify(toValue(node)),
      });
      findings.push(told);
      ledger.settle(node, { kind: 'manual', finding: told });
    } else {
      statements.push(code`cfnBucket.addPropertyOverride(${literal(property)}, ${literal(toValue(node))});`);
      ledger.settle(node, { kind: 'override', target: { path: OVERRIDES_PATH, property } });
    }
  }
  return { versioned, statements, findings };
}

/** The order of the members and the name of the rule mean nothing. */
function isGen1Cors(node: JsonNode): boolean {
  return canonical(toValue(node)) === canonical(CORS);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(String(value));
  const members = Object.entries(value).filter(([name]) => name !== 'Id');
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .sort()
    .join()}}`;
}

function hasIntrinsic(node: JsonNode): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'array') return node.items.some(hasIntrinsic);
  return intrinsicOf(node) !== null || [...node.members.values()].some(hasIntrinsic);
}
