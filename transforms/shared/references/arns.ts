import { type Code, code } from '../../../src/emit/code.js';
import { type Part } from '../lambda/intrinsics.js';

interface ArnForm {
  /** What a code expression that stands for the name of the resource ends with. */
  readonly name: RegExp;
  /** What stands before the name in the ARN; `{hole}` for what deployment fills in. */
  readonly before: RegExp;
  readonly property: Code;
}

const FORMS: readonly ArnForm[] = [
  {
    name: /\.tableName$/,
    before: /^arn:(?:aws|\{partition\}):dynamodb:\{region\}:\{account\}:table\/$/,
    property: code`tableArn`,
  },
  {
    name: /\.bucketName$/,
    before: /^arn:(?:aws|\{partition\}):s3:::$/,
    property: code`bucketArn`,
  },
  {
    name: /\.functionName$/,
    before: /^arn:(?:aws|\{partition\}):lambda:\{region\}:\{account\}:function:$/,
    property: code`functionArn`,
  },
  {
    name: /\.userPoolId$/,
    before: /^arn:(?:aws|\{partition\}):cognito-idp:\{region\}:\{account\}:userpool\/$/,
    property: code`userPoolArn`,
  },
  {
    name: /\.graphqlApi\.apiId$/,
    before: /^arn:(?:aws|\{partition\}):appsync:\{region\}:\{account\}:apis\/$/,
    property: code`arn`,
  },
];

/** An ARN that is put together from the name of a resource, as the ARN that the resource has itself. */
export function asArn(parts: readonly Part[]): readonly Part[] {
  const index = parts.findIndex((part) => typeof part === 'object' && 'code' in part);
  const found = parts[index];
  if (typeof found !== 'object' || !('code' in found)) return parts;
  const before = parts
    .slice(0, index)
    .map((part) => (typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '{other}'))
    .join('');
  const form = FORMS.find(({ name, before: shape }) => name.test(found.code) && shape.test(before));
  if (form === undefined) return parts;
  const owner = found.code.slice(0, found.code.lastIndexOf('.')) as Code;
  return [
    { code: code`${owner}.${form.property}`, shown: `\${arn:${found.shown}}` },
    ...parts.slice(index + 1),
  ];
}
