import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { mapStrings, set, without } from './normal.js';

/** Resources that change how another one behaves and stand beside it, with what they say that is for people. */
const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  // Scopes of access tokens, and the risks that a sign-in is looked at for.
  'AWS::Cognito::UserPoolResourceServer': ['Name'],
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': [],
  'AWS::Cognito::UserPoolUICustomizationAttachment': [],
  'AWS::Cognito::ManagedLoginBranding': [],
  'AWS::Cognito::LogDeliveryConfiguration': [],
  // Claims that policies can ask for.
  'AWS::Cognito::IdentityPoolPrincipalTag': [],
  // Requests that a firewall keeps away.
  'AWS::WAFv2::WebACLAssociation': [],
  'AWS::S3::AccessPoint': ['Name'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['RoleARN'],
  // How often an event is tried again, and where it ends.
  'AWS::Lambda::EventInvokeConfig': [],
  'AWS::Lambda::Alias': ['Description', 'FunctionVersion'],
  'AWS::AppSync::ApiCache': [],
  'AWS::AppSync::DomainNameApiAssociation': [],
  'AWS::ApiGateway::UsagePlan': ['UsagePlanName', 'Description', 'Tags'],
  'AWS::ApiGateway::BasePathMapping': [],
};

/** What is attached to a resource of this name, by kind: `UserPoolResourceServer`; `as` is what both generations call it. */
export function attachedTo(name: string, deployment: Deployment, as = name): JsonObject {
  return Object.fromEntries(
    Object.entries(ATTACHED).flatMap(([type, forPeople]): [string, Json][] => {
      const found = deployment
        .ofType(type)
        .map(({ properties }) => without(properties, ...forPeople))
        .filter((properties) => refersTo(name, properties))
        .map((properties) =>
          mapStrings(properties, (text) =>
            text.replaceAll(`\${${name}}`, `\${${as}}`).replaceAll(`\${${name}.`, `\${${as}.`),
          ),
        );
      return found.length === 0 ? [] : [[type.replace(/^.*::/, ''), set(found)]];
    }),
  );
}

function refersTo(name: string, properties: JsonObject): boolean {
  const text = JSON.stringify(properties);
  return text.includes(`\${${name}}`) || text.includes(`\${${name}.`);
}
