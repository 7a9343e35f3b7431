import { type BackendPart, type DraftFile } from '../../../src/core/feature.js';
import { type JsonNode, type JsonScalar, at, itemsOf } from '../../../src/core/json.js';
import {
  type Code,
  type Entry,
  ModuleText,
  code,
  identifier,
  literal,
  object,
} from '../../../src/emit/code.js';
import { type LambdaContext } from './context.js';
import { parametersIn } from './parameters.js';
import { textOfSource } from './read.js';

/** A variable that holds the name of the SSM parameter in which a secret is kept. */
export interface SecretName {
  readonly variable: string;
  readonly secret: string;
}

/** The secrets that the CLI was told to keep in SSM. */
export function ssmSecretNames({ model }: LambdaContext): readonly JsonScalar[] {
  const stated = itemsOf(at(model.documents.functionParameters ?? undefined, 'secretNames'));
  return stated.filter((item) => item.kind === 'scalar');
}

/**
 * The CLI keeps the secrets of a function in SSM and gives the code the parameter's name, made of the app's id.
 * Source: secrets/secretName.ts of aws-amplify/amplify-cli.
 */
export function isSsmSecret(context: LambdaContext, name: string, node: JsonNode): boolean {
  return (
    parametersIn(node).includes('secretsPathAmplifyAppId') ||
    ssmSecretNames(context).some((item) => item.value === name)
  );
}

/** Whether a resource, as messages show it, is what the CLI keeps the secrets of this function in. */
export function isOwnSecretsPath({ model }: LambdaContext, shown: string): boolean {
  const [, functionName] = /:parameter\/amplify\/.*\/AMPLIFY_(.+)_\*?$/s.exec(shown) ?? [];
  return functionName === model.functionName;
}

/** What code asks SSM for secrets with. */
const ASKING: ReadonlySet<string> = new Set(['ssm:getparameter', 'ssm:getparameters']);

/** Whether all that a statement allows is to ask for secrets. */
export function asksForSecrets(actions: readonly string[]): boolean {
  return actions.length > 0 && actions.every((action) => ASKING.has(action.toLowerCase()));
}

/** A comment of JavaScript or Python that has its line to itself. */
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#)/;

/** Where the code has the name of a parameter of Gen 1 itself, and not from a variable; null: nowhere. */
export function ownParameterPlace({ model }: LambdaContext): string | null {
  const { files, folder } = model.sources;
  const isOwn = (line: string): boolean =>
    !COMMENT.test(line) &&
    (line.includes(`AMPLIFY_${model.functionName}_`) ||
      /["'`]\/amplify\/(?:\$\{|["'`]|d[0-9a-z]{6,}\/)/.test(line));
  for (const { path, bytes } of files) {
    if (!/\.(?:[cm]?[jt]sx?|py|rb)$/.test(path)) continue;
    const index = textOfSource(bytes).split('\n').findIndex(isOwn);
    if (index >= 0) return `${folder}/${path}:${String(index + 1)}`;
  }
  return null;
}

/** Where the helper is, and what it is called, for each feature that has functions. */
export const SECRETS = {
  auth: { path: 'amplify/auth/secrets.ts', name: 'nameTriggerSecrets', from: './auth/secrets' },
  functions: { path: 'amplify/functions/secrets.ts', name: 'nameSecrets', from: './functions/secrets' },
} as const;

/** The statement that gives a function the names of its secrets' parameters. */
export function secretNamesStatement(
  feature: keyof typeof SECRETS,
  backendFunction: Code,
  names: readonly SecretName[],
): BackendPart['statements'][number] & { readonly code: Code } {
  const { name, from } = SECRETS[feature];
  const secrets = object(
    names.map(({ variable, secret }): Entry => [variable, code`secret(${literal(secret)})`]),
  );
  return {
    code: code`${identifier(name)}(${backendFunction}, ${secrets});`,
    imports: [
      { name, from },
      { name: 'secret', from: '@aws-amplify/backend' },
    ],
  };
}

/** The helper that such statements need. */
export function secretNamesFile(feature: keyof typeof SECRETS): DraftFile {
  const { path, name } = SECRETS[feature];
  const module = new ModuleText();
  const secret = module.useType('secret', '@aws-amplify/backend');
  const IFunction = module.useType('IFunction', 'aws-cdk-lib/aws-lambda');
  const PolicyStatement = module.use('PolicyStatement', 'aws-cdk-lib/aws-iam');
  const Stack = module.use('Stack', 'aws-cdk-lib');
  module.add(code`// Code that asks SSM for its secrets finds the names of their parameters in its variables, as in Gen 1. The parameters are
// those that \`ampx sandbox secret set\` makes, or the Amplify console for one branch; each deployment has its own.
export function ${identifier(name)}(
  to: { resources: { lambda: ${IFunction} }; addEnvironment: (name: string, value: string) => void },
  secrets: Record<string, ReturnType<typeof ${secret}>>,
) {
  const { lambda } = to.resources;
  const resources = Object.entries(secrets).map(([variable, secret]) => {
    const { branchSecretPath } = secret.resolvePath({
      namespace: lambda.node.getContext('amplify-backend-namespace'),
      name: lambda.node.getContext('amplify-backend-name'),
      type: lambda.node.getContext('amplify-backend-type'),
    });
    to.addEnvironment(variable, branchSecretPath);
    return ${Stack}.of(lambda).formatArn({ service: 'ssm', resource: \`parameter\${branchSecretPath}\` });
  });
  lambda.addToRolePolicy(
    new ${PolicyStatement}({ actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources }),
  );
}`);
  return { path, content: module.toString(), language: 'typescript' };
}
