const REGIONAL = String.raw`\$\{AWS::Region\}:\$\{AWS::AccountId\}`;

/** ARNs, and what reports call the same; what none of them is for stays as it is. */
const SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws:s3:::\$\{Bucket\}(?:\/(.*))?$/s, 's3:$1'],
  [/^arn:aws:s3:::\$\{Bucket\.([^{}]+)\}(?:\/(.*))?$/s, 's3:$1:$2'],
  [
    new RegExp(String.raw`^arn:aws:dynamodb:${REGIONAL}:table/\$\{(?:Model)?Table\.([^{}]+)\}(.*)$`, 's'),
    'table:$1$2',
  ],
  [
    new RegExp(String.raw`^arn:aws:lambda:${REGIONAL}:function:\$\{Function\.([^{}]+)\}(.*)$`, 's'),
    'function:$1$2',
  ],
  [
    new RegExp(String.raw`^arn:aws:execute-api:${REGIONAL}:\$\{(?:Gen1\.)?Rest\.([^{}]+)\}(.*)$`, 's'),
    'rest:$1$2',
  ],
  [new RegExp(String.raw`^arn:aws:cognito-idp:${REGIONAL}:userpool/\$\{UserPool\}$`), 'userPool:*'],
  [
    new RegExp(String.raw`^arn:aws:appsync:${REGIONAL}:apis/\$\{Api\.ApiId\}/types/([^/]+)/fields/(.+)$`),
    'graphql:$1.$2',
  ],
];

/** A resource as reports name it: `s3:public/any`, `table:orders`, `graphql:Query.listTodos`. */
export function shownResource(arn: string): string {
  for (const [from, to] of SHOWN) {
    const groups = from.exec(arn);
    if (groups) return to.replace(/\$(\d)/g, (_whole, index: string) => groups[Number(index)] ?? '');
  }
  return arn;
}
