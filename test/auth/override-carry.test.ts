import { describe, expect, it } from 'vitest';
import { planBody, planFile } from './override-harness.js';

describe('statements of override.ts that are carried over', () => {
  it('repeats an assignment of a literal on the resource of Gen 2', async () => {
    const { text, statements, assigned, entries, findings } = await planBody(`
      resources.userPool.userPoolAddOns = { advancedSecurityMode: 'ENFORCED' }; // detects leaked passwords
    `);
    expect(text).toBe("cfnUserPool.userPoolAddOns = { advancedSecurityMode: 'ENFORCED' };\n");
    expect(statements[0]?.uses).toEqual(['cfnUserPool']);
    expect(assigned).toEqual([
      {
        resource: 'userPool',
        property: 'UserPoolAddOns',
        operation: 'set',
        value: { AdvancedSecurityMode: 'ENFORCED' },
        conditional: false,
      },
    ]);
    expect(findings).toEqual([]);
    expect(entries.map(({ origin, value, disposition }) => [origin, value, disposition.kind])).toEqual([
      [
        { file: 'amplify/backend/auth/petshop/override.ts', pointer: 'override/0', line: 5, column: 7 },
        "resources.userPool.userPoolAddOns = { advancedSecurityMode: 'ENFORCED' };",
        'override',
      ],
    ]);
  });

  it.each([
    [
      'userPoolClientWeb.accessTokenValidity = 1',
      'cfnUserPoolClient.accessTokenValidity = 1',
      'cfnUserPoolClient',
    ],
    ['userPoolClient.idTokenValidity = 2', 'nativeAppClient.idTokenValidity = 2', 'nativeAppClient'],
    ['identityPool.allowClassicFlow = true', 'cfnIdentityPool.allowClassicFlow = true', 'cfnIdentityPool'],
    [
      "identityPoolRoleMap.roles = { authenticated: 'arn:aws:iam::111122223333:role/signed-in' }",
      "cfnIdentityPoolRoleAttachment.roles = { authenticated: 'arn:aws:iam::111122223333:role/signed-in' }",
      'cfnIdentityPoolRoleAttachment',
    ],
    [
      "userPool.addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', true)",
      "cfnUserPool.addPropertyOverride('AdminCreateUserConfig.AllowAdminCreateUserOnly', true)",
      'cfnUserPool',
    ],
    [
      "userPool.addDeletionOverride('Properties.Schema')",
      "cfnUserPool.addDeletionOverride('Properties.Schema')",
      'cfnUserPool',
    ],
    ['userPool.aliasAttributes = undefined', 'cfnUserPool.aliasAttributes = undefined', 'cfnUserPool'],
  ])('knows the counterpart: resources.%s', async (gen1, gen2, use) => {
    const { text, statements } = await planBody(`resources.${gen1};`);
    expect(text).toBe(`${gen2};\n`);
    expect(statements[0]?.uses).toEqual([use]);
  });

  it('adds to lists that strict TypeScript would not let it spread, and reports what is added', async () => {
    const { text, imports, assigned } = await planBody(`
      const tenant = { name: 'tenant', attributeDataType: 'String', mutable: true };
      resources.userPool.schema = [...resources.userPool.schema, tenant];
      resources.userPool.schema.push({ name: 'plan', attributeDataType: 'String' });
      resources.userPoolClientWeb.readAttributes = [...resources.userPoolClientWeb.readAttributes, 'custom:tenant'];
    `);
    expect(text).toMatchInlineSnapshot(`
      "const tenant = { name: 'tenant', attributeDataType: 'String', mutable: true };
      cfnUserPool.schema = [...((cfnUserPool.schema ?? []) as CfnUserPool.SchemaAttributeProperty[]), tenant];
      cfnUserPool.schema = [
        ...((cfnUserPool.schema ?? []) as CfnUserPool.SchemaAttributeProperty[]),
        { name: 'plan', attributeDataType: 'String' },
      ];
      cfnUserPoolClient.readAttributes = [...(cfnUserPoolClient.readAttributes ?? []), 'custom:tenant'];
      "
    `);
    expect(imports).toEqual([{ name: 'CfnUserPool', from: 'aws-cdk-lib/aws-cognito', typeOnly: true }]);
    expect(assigned.map(({ property, operation, value }) => [property, operation, value])).toEqual([
      ['Schema', 'append', [{ Name: 'tenant', AttributeDataType: 'String', Mutable: true }]],
      ['Schema', 'append', [{ Name: 'plan', AttributeDataType: 'String' }]],
      ['ReadAttributes', 'append', ['custom:tenant']],
    ]);
  });

  it('reaches into a property by copy, and deeper by the path of CloudFormation', async () => {
    const { text, assigned } = await planBody(`
      (resources.userPool.userAttributeUpdateSettings as any).attributesRequireVerificationBeforeUpdate = ['email'];
      (resources.userPool as any).policies.passwordPolicy.minimumLength = 12;
    `);
    expect(text).toMatchInlineSnapshot(`
      "cfnUserPool.userAttributeUpdateSettings = {
        ...cfnUserPool.userAttributeUpdateSettings,
        attributesRequireVerificationBeforeUpdate: ['email'],
      };
      cfnUserPool.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 12);
      "
    `);
    expect(assigned.map(({ property, value }) => [property, value])).toEqual([
      ['UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate', ['email']],
      ['Policies.PasswordPolicy.MinimumLength', 12],
    ]);
  });

  it('sets a verification text in both places where Gen 2 has it, also in a branch without braces', async () => {
    const { text } = await planBody(`
      if (amplifyProjectInfo.envName === 'prod') resources.userPool.emailVerificationMessage = 'Your code: {####}';
    `);
    expect(text).toMatchInlineSnapshot(`
      "if (environmentName === 'prod') {
        cfnUserPool.emailVerificationMessage = 'Your code: {####}';
        // Gen 2 sets this text twice.
        cfnUserPool.addPropertyOverride(
          'VerificationMessageTemplate.EmailMessage',
          cfnUserPool.emailVerificationMessage,
        );
      }
      "
    `);
  });

  it('takes the environment from the branch, and tells it', async () => {
    const { text, findings, assigned } = await planBody(`
      const { envName } = amplifyProjectInfo;
      const hours = { prod: 1, dev: 24 };
      resources.userPoolClientWeb.accessTokenValidity = hours[envName];
      resources.userPool.userPoolName = \`\${amplifyProjectInfo.projectName}-\${envName}\`;
      switch (envName) { case 'prod': resources.userPool.deletionProtection = 'ACTIVE'; break; }
    `);
    expect(text).toMatchInlineSnapshot(`
      "const hours = { prod: 1, dev: 24 };
      cfnUserPoolClient.accessTokenValidity = (hours as Record<string, any>)[environmentName];
      cfnUserPool.userPoolName = \`\${'petshop'}-\${environmentName}\`;
      switch (environmentName) {
        case 'prod':
          cfnUserPool.deletionProtection = 'ACTIVE';
          break;
      }
      "
    `);
    expect(findings.map(({ code }) => code)).toEqual(['AM1408']);
    expect(assigned.map(({ conditional }) => conditional)).toEqual([false, false, true]);
  });

  it("translates references of CloudFormation to Gen 1's stack", async () => {
    const { text } = await planBody(`
      resources.userPool.userPoolName = { 'Fn::If': ['ShouldNotCreateEnvResources', 'petshop',
        { 'Fn::Join': ['-', ['petshop', { Ref: 'env' }]] }] } as unknown as any;
      resources.userPool.emailConfiguration = {
        emailSendingAccount: 'DEVELOPER',
        sourceArn: { 'Fn::Sub': 'arn:aws:ses:\${AWS::Region}:\${AWS::AccountId}:identity/\${env}.example.com' } as any,
      };
      resources.identityPool.addPropertyOverride('CognitoIdentityProviders.0.ClientId', { Ref: 'UserPoolClientWeb' });
    `);
    expect(text).toMatchInlineSnapshot(`
      "cfnUserPool.userPoolName = \`petshop-\${environmentName}\`;
      cfnUserPool.emailConfiguration = {
        emailSendingAccount: 'DEVELOPER',
        sourceArn: {
          'Fn::Sub': \`arn:aws:ses:\\\${AWS::Region}:\\\${AWS::AccountId}:identity/\${environmentName}.example.com\`,
        } as any,
      };
      cfnIdentityPool.addPropertyOverride('CognitoIdentityProviders.0.ClientId', cfnUserPoolClient.ref);
      "
    `);
  });

  it('follows aliases, loops and helper functions', async () => {
    const { text } = await planFile(`
      function flows(extra) { return ['ALLOW_REFRESH_TOKEN_AUTH', ...extra]; }
      const attribute = name => ({ name, attributeDataType: 'String' });
      export const override = ({ userPoolClientWeb: web, userPoolClient, userPool }: any) => {
        const pool = userPool;
        pool.schema = [attribute('tenant')];
        for (const client of [web, userPoolClient]) client.enableTokenRevocation = true;
        [web].forEach((client) => { client.explicitAuthFlows = flows(['ALLOW_USER_PASSWORD_AUTH']); });
        console.log('done');
        return;
      };
    `);
    expect(text).toMatchInlineSnapshot(`
      "function flows(extra: any) {
        return ['ALLOW_REFRESH_TOKEN_AUTH', ...extra];
      }
      const attribute = (name: any) => ({ name, attributeDataType: 'String' });
      const pool = cfnUserPool;
      pool.schema = [attribute('tenant')];
      for (const client of [cfnUserPoolClient, nativeAppClient]) {
        client.enableTokenRevocation = true;
      }
      [cfnUserPoolClient].forEach((client) => {
        client.explicitAuthFlows = flows(['ALLOW_USER_PASSWORD_AUTH']);
      });
      "
    `);
  });

  it('changes groups and their roles', async () => {
    const { text, imports } = await planBody(`
      resources.userPoolGroup['Keepers'].description = 'People who feed the animals';
      const role = resources.userPoolGroupRole['site-managers'];
      const before = Array.isArray(role.policies) ? role.policies : [role.policies];
      role.policies = [...before, { policyName: 'maps', policyDocument: { Statement: [] } }];
    `);
    expect(text).toMatchInlineSnapshot(`
      "const keepersGroup = resources.groups['Keepers'].cfnUserGroup;
      const siteManagersGroupRole = resources.groups['site-managers'].role.node.defaultChild as CfnRole;
      keepersGroup.description = 'People who feed the animals';
      const role = siteManagersGroupRole;
      const before = Array.isArray(role.policies as any) ? (role.policies as any) : [role.policies as any];
      role.policies = [...before, { policyName: 'maps', policyDocument: { Statement: [] } }];
      "
    `);
    expect(imports).toEqual([{ name: 'CfnRole', from: 'aws-cdk-lib/aws-iam', typeOnly: true }]);
  });

  it('adds a SAML provider', async () => {
    const { text, imports } = await planBody(`
      resources.addCfnResource({
        type: 'AWS::Cognito::UserPoolIdentityProvider',
        properties: {
          UserPoolId: { Ref: 'UserPool' },
          ProviderName: 'Staff',
          ProviderType: 'SAML',
          ProviderDetails: { MetadataURL: 'https://idp.example.com/metadata.xml' },
        },
      }, 'StaffProvider');
    `);
    expect(text).toMatchInlineSnapshot(`
      "new CfnUserPoolIdentityProvider(resources.userPool, 'StaffProvider', {
        userPoolId: cfnUserPool.ref,
        providerName: 'Staff',
        providerType: 'SAML',
        providerDetails: { MetadataURL: 'https://idp.example.com/metadata.xml' },
      });
      "
    `);
    expect(imports).toEqual([
      { name: 'CfnUserPoolIdentityProvider', from: 'aws-cdk-lib/aws-cognito', typeOnly: false },
    ]);
  });

  it('tells properties of the pool that can not be changed later', async () => {
    const { findings } = await planBody(
      `resources.userPool.usernameConfiguration = { caseSensitive: true };`,
    );
    expect(findings.map(({ code, level, message }) => [code, level, message])).toEqual([
      [
        'AM1404',
        'warning',
        '"UsernameConfiguration" of the user pool is set by override.ts, over what the other settings say',
      ],
    ]);
  });

  it('warns of a condition that asks how Gen 1 had set something', async () => {
    const { text, findings, entries } = await planBody(`
      if (!resources.userPool.schema) { resources.userPool.schema = [{ name: 'tenant' }]; }
    `);
    expect(text).toContain('if (!cfnUserPool.schema) {');
    expect(findings.map(({ code }) => code)).toEqual(['AM1409', 'AM1404']);
    expect(entries[0]?.disposition.kind).toBe('changed');
  });

  it('decides a condition on what Gen 1 itself sets, unless a statement before may have changed it', async () => {
    const isSet = (_: string, property: string) =>
      ({ Schema: false, AliasAttributes: true })[property] ?? null;
    const { text, findings, entries, assigned } = await planBody(
      `
      if (!resources.userPool.schema) { resources.userPool.schema = [{ name: 'tenant' }]; }
      if (resources.userPool.aliasAttributes) resources.userPool.aliasAttributes.push('preferred_username');
      else resources.userPool.aliasAttributes = [];
      if (resources.userPool.usernameAttributes) resources.userPool.mfaConfiguration = 'OFF';
      if (resources.userPool.schema) resources.userPool.deletionProtection = 'ACTIVE';
    `,
      { isSet },
    );
    expect(text).toMatchInlineSnapshot(`
      "// Gen 1 starts without userPool.schema.
      cfnUserPool.schema = [{ name: 'tenant' }];
      // Gen 1 starts with userPool.aliasAttributes.
      cfnUserPool.aliasAttributes = [...(cfnUserPool.aliasAttributes ?? []), 'preferred_username'];
      if (cfnUserPool.usernameAttributes) {
        cfnUserPool.mfaConfiguration = 'OFF';
      }
      if (cfnUserPool.schema) {
        cfnUserPool.deletionProtection = 'ACTIVE';
      }
      "
    `);
    expect(findings.filter(({ code }) => code === 'AM1409').map(({ origin }) => origin.pointer)).toEqual([
      'override/2',
      'override/3',
    ]);
    expect(entries.map(({ disposition }) => disposition.kind)).toEqual([
      'override',
      'override',
      'changed',
      'changed',
    ]);
    expect(assigned.map(({ conditional }) => conditional)).toEqual([false, false, true, true]);
  });

  it('does nothing for the file as Gen 1 creates it', async () => {
    const { text, findings, entries } = await planBody('');
    expect([text, findings, entries]).toEqual(['', [], []]);
  });
});
