/**
 * Standard attributes of a user pool: Cognito's name → the name in CDK's `StandardAttributes` and
 * `AttributeMapping`, which `userAttributes` and `attributeMapping` of `defineAuth` use.
 * Source: aws-cdk-lib, aws-cognito/lib/private/attr-names.ts.
 */
const CDK_NAMES = {
  address: 'address',
  birthdate: 'birthdate',
  email: 'email',
  family_name: 'familyName',
  gender: 'gender',
  given_name: 'givenName',
  locale: 'locale',
  middle_name: 'middleName',
  name: 'fullname',
  nickname: 'nickname',
  phone_number: 'phoneNumber',
  picture: 'profilePicture',
  preferred_username: 'preferredUsername',
  profile: 'profilePage',
  updated_at: 'lastUpdateTime',
  website: 'website',
  zoneinfo: 'timezone',
} as const;

const COGNITO_NAMES = new Map<string, string>(
  Object.entries(CDK_NAMES).map(([cognito, cdk]) => [cdk, cognito]),
);

export const STANDARD_ATTRIBUTES = {
  isStandard: (name: string): boolean => Object.hasOwn(CDK_NAMES, name),
  /** @throws TypeError when the attribute is none of the standard ones */
  cdkName(name: string): string {
    if (!Object.hasOwn(CDK_NAMES, name)) throw new TypeError(`${name} is not a standard attribute`);
    return CDK_NAMES[name as keyof typeof CDK_NAMES];
  },
  cognitoName: (cdkName: string): string => COGNITO_NAMES.get(cdkName) ?? cdkName,
};
