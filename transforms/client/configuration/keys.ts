/**
 * Where a value of Gen 1's configuration lies in amplify_outputs.json, by its path. Gen 1's keys: frontend-config-creator
 * of amplify-frontend-javascript; Gen 2's: the schema of its outputs (client-config schema 1.4).
 */
export const OUTPUT_KEYS: ReadonlyMap<string, string> = new Map([
  ['aws_project_region', 'auth.aws_region'],
  ['aws_cognito_region', 'auth.aws_region'],
  ['aws_user_pools_id', 'auth.user_pool_id'],
  ['aws_user_pools_web_client_id', 'auth.user_pool_client_id'],
  ['aws_cognito_identity_pool_id', 'auth.identity_pool_id'],
  ['oauth.domain', 'auth.oauth.domain'],
  ['oauth.scope', 'auth.oauth.scopes'],
  ['oauth.responseType', 'auth.oauth.response_type'],
  ['aws_appsync_graphqlEndpoint', 'data.url'],
  ['aws_appsync_region', 'data.aws_region'],
  ['aws_appsync_apiKey', 'data.api_key'],
  ['aws_user_files_s3_bucket', 'storage.bucket_name'],
  ['aws_user_files_s3_bucket_region', 'storage.aws_region'],
  ['aws_mobile_analytics_app_id', 'analytics.amazon_pinpoint.app_id'],
  ['aws_mobile_analytics_app_region', 'analytics.amazon_pinpoint.aws_region'],
]);

/** Texts of Gen 1's file, with commas between their parts, that are lists there. */
export const LISTS: ReadonlyMap<string, string> = new Map([
  ['oauth.redirectSignIn', 'auth.oauth.redirect_sign_in_uri'],
  ['oauth.redirectSignOut', 'auth.oauth.redirect_sign_out_uri'],
]);

/** Values that are there in another form: who reads them has to read them otherwise. */
export const OTHER_FORM: ReadonlyMap<string, string> = new Map([
  ['aws_appsync_authenticationType', 'data.default_authorization_type, with the same names'],
  ['aws_cognito_username_attributes', 'auth.username_attributes, in small letters'],
  ['aws_cognito_signup_attributes', 'auth.standard_required_attributes, in small letters'],
  ['aws_cognito_verification_mechanisms', 'auth.user_verification_types, in small letters'],
  ['aws_cognito_mfa_configuration', 'auth.mfa_configuration, NONE, REQUIRED or OPTIONAL'],
  ['aws_cognito_mfa_types', 'auth.mfa_methods'],
  ['aws_cognito_password_protection_settings', 'auth.password_policy, with names of its own'],
  ['aws_cognito_social_providers', 'auth.oauth.identity_providers'],
  ['oauth', 'auth.oauth, whose redirects are lists'],
  ['oauth.redirectSignIn', 'auth.oauth.redirect_sign_in_uri, a list'],
  ['oauth.redirectSignOut', 'auth.oauth.redirect_sign_out_uri, a list'],
  ['aws_cloud_logic_custom', 'custom, where the backend puts it by addOutput'],
]);

/** The section of amplify_outputs.json that a value is in, by its path there. */
export function sectionOf(key: string): string {
  const [section = ''] = key.split(/[.,]/, 1);
  return section === 'custom' ? 'rest' : section;
}
