import { type Gen1AuthTemplates } from '../gen1-stacks.js';
import { type Resource, type Template } from '../template.js';
import { callouts, client } from './clients.js';
import { Config, type Gen1AuthInputs } from './config.js';
import { groupTemplate } from './groups.js';
import { identityPool } from './identity-pool.js';
import { triggerTemplate } from './triggers.js';
import { snsRole, userPool } from './user-pool.js';

export { type Gen1AuthInputs } from './config.js';

/**
 * Builds the templates that `amplify push` would build, for projects that were never built here. Parameters
 * are filled in; overrides are not applied (amplify-cli, packages/amplify-category-auth,
 * src/provider-utils/awscloudformation/auth-stack-builder).
 */
export function buildGen1Auth(inputs: Gen1AuthInputs): Gen1AuthTemplates {
  const { env, name, groups = [], functions } = inputs;
  const config = new Config(inputs);
  const triggers = triggerTemplate(config);
  const groupsTemplate = groups.length === 0 ? undefined : groupTemplate(config, groups);
  return {
    env,
    auth: {
      name,
      template: authTemplate(config),
      parameters: {
        authRoleArn: { 'Fn::GetAtt': ['AuthRole', 'Arn'] },
        unauthRoleArn: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] },
      },
    },
    ...(groupsTemplate && { groups: { template: groupsTemplate, parameters: {} } }),
    ...(triggers && { triggers }),
    ...(functions && { functions }),
  };
}

function authTemplate(config: Config): Template {
  const resources: Record<string, Resource> = {};
  if (config.hasPool) {
    if (config.hasSms) resources['SNSRole'] = snsRole(config);
    if (config.text('verificationBucketName') !== '') {
      resources['CustomMessageConfirmationBucket'] = { Type: 'AWS::S3::Bucket' };
    }
    resources['UserPool'] = { Type: 'AWS::Cognito::UserPool', Properties: userPool(config) };
    resources['UserPoolClientWeb'] = client(
      config,
      `${config.text('resourceNameTruncated')}_app_clientWeb`,
      {},
    );
    resources['UserPoolClient'] = client(config, `${config.text('resourceNameTruncated')}_app_client`, {
      GenerateSecret: config.flag('userpoolClientGenerateSecret'),
    });
    Object.assign(resources, callouts(config));
  }
  if (config.hasIdentityPool) Object.assign(resources, identityPool(config));
  return {
    Parameters: { authRoleArn: { Type: 'String' }, unauthRoleArn: { Type: 'String' } },
    Resources: resources,
    Outputs: {
      ...(config.hasIdentityPool && { IdentityPoolId: { Value: { Ref: 'IdentityPool' } } }),
      ...(config.hasPool && {
        UserPoolId: { Value: { Ref: 'UserPool' } },
        UserPoolArn: { Value: { 'Fn::GetAtt': ['UserPool', 'Arn'] } },
      }),
    },
  };
}
