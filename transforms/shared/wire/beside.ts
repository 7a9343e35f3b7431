import { type BackendPart } from '../../../src/core/feature.js';
import {
  type Code,
  type Entry,
  type ModuleText,
  array,
  code,
  literal,
  object,
} from '../../../src/emit/code.js';

/** What a function is told and granted without waiting for it. */
export interface Beside {
  /** `backend.hello` */
  readonly backendFunction: Code;
  /** Its name among the constructs of the stack. */
  readonly id: string;
  readonly variables: readonly Entry[];
  readonly grants: readonly Code[];
  readonly imports: BackendPart['statements'][number]['imports'];
}

/** A call of the helper below, in a module that has `stack`. */
export function besideStatement({
  backendFunction,
  id,
  variables,
  grants,
  imports,
}: Beside): BackendPart['statements'][number] {
  const statement = code`giveBeside(stack, ${backendFunction}, ${literal(id)}, ${object([...variables])}, ${array(grants)});`;
  return { code: statement, imports };
}

/**
 * The helper that such calls need. A function of `defineFunction` reads what is handed to it as a secret from SSM when
 * it starts (resolve_ssm_params of @aws-amplify/backend-function), by a path that is known without the parameter.
 */
export function besideHelper(module: ModuleText): Code {
  const Policy = module.use('Policy', 'aws-cdk-lib/aws-iam');
  const Statement = module.useType('PolicyStatement', 'aws-cdk-lib/aws-iam');
  const StringParameter = module.use('StringParameter', 'aws-cdk-lib/aws-ssm');
  const Stack = module.useType('Stack', 'aws-cdk-lib');
  const SecretValue = module.use('SecretValue', 'aws-cdk-lib');
  const IFunction = module.useType('IFunction', 'aws-cdk-lib/aws-lambda');
  const secret = module.useType('secret', '@aws-amplify/backend');
  return code`// The function reads its variables from SSM when it starts, so it can be made before what they name.
function giveBeside(
  stack: ${Stack},
  to: {
    resources: { lambda: ${IFunction} };
    addEnvironment: (name: string, value: ReturnType<typeof ${secret}>) => void;
  },
  id: string,
  variables: Record<string, string>,
  statements: ${Statement}[],
) {
  const { stackName } = stack.nestedStackParent ?? stack;
  for (const [name, stringValue] of Object.entries(variables)) {
    const path = \`/amplify/\${stackName}/\${id}/\${name}\`;
    new ${StringParameter}(stack, \`\${id}-\${name}\`, { parameterName: path, stringValue });
    to.addEnvironment(name, {
      resolve: () => ${SecretValue}.ssmSecure(path),
      resolvePath: () => ({ branchSecretPath: path, sharedSecretPath: path }),
    });
  }
  if (statements.length === 0) return;
  to.resources.lambda.role?.attachInlinePolicy(new ${Policy}(stack, \`\${id}-access\`, { statements }));
}`;
}
