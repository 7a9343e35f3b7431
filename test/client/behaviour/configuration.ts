import { API_KEY, APP_CLIENT, BUCKET, GRAPHQL, IDENTITY_POOL, REST, USER_POOL } from './fake/people.js';

const REGION = 'us-east-1';
const DOMAIN = 'notebook.auth.us-east-1.amazoncognito.com';
/** Where the pages of the hosted UI go back to. */
const PAGE = 'https://notebook.example.com/';

/** aws-exports.js, as the Gen 1 CLI writes it. */
export const GEN1 = {
  aws_project_region: REGION,
  aws_cognito_identity_pool_id: IDENTITY_POOL,
  aws_cognito_region: REGION,
  aws_user_pools_id: USER_POOL,
  aws_user_pools_web_client_id: APP_CLIENT,
  oauth: {
    domain: DOMAIN,
    scope: ['email', 'openid'],
    redirectSignIn: PAGE,
    redirectSignOut: PAGE,
    responseType: 'code',
  },
  aws_cognito_username_attributes: [],
  aws_cognito_signup_attributes: ['EMAIL'],
  aws_cognito_mfa_configuration: 'OPTIONAL',
  aws_appsync_graphqlEndpoint: GRAPHQL,
  aws_appsync_region: REGION,
  aws_appsync_authenticationType: 'API_KEY',
  aws_appsync_apiKey: API_KEY,
  aws_user_files_s3_bucket: BUCKET,
  aws_user_files_s3_bucket_region: REGION,
  aws_cloud_logic_custom: [{ ...REST, region: REGION }],
};

/** amplify_outputs.json of the same resources. */
export const GEN2 = {
  version: '1.3',
  auth: {
    aws_region: REGION,
    user_pool_id: USER_POOL,
    user_pool_client_id: APP_CLIENT,
    identity_pool_id: IDENTITY_POOL,
    unauthenticated_identities_enabled: true,
    oauth: {
      identity_providers: ['GOOGLE', 'SIGN_IN_WITH_APPLE'],
      domain: DOMAIN,
      scopes: ['email', 'openid'],
      redirect_sign_in_uri: [PAGE, 'http://localhost:3000/'],
      redirect_sign_out_uri: [PAGE],
      response_type: 'code',
    },
    mfa_configuration: 'OPTIONAL',
    standard_required_attributes: ['email'],
  },
  data: {
    url: GRAPHQL,
    aws_region: REGION,
    api_key: API_KEY,
    default_authorization_type: 'API_KEY',
    authorization_types: ['AWS_IAM', 'AMAZON_COGNITO_USER_POOLS'],
  },
  storage: { aws_region: REGION, bucket_name: BUCKET },
};
