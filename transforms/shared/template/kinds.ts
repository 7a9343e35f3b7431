import { type Names } from './values.js';

/** A type of CloudFormation that the emitted code makes with a class of CDK. */
export interface Kind {
  readonly className: string;
  readonly module: string;
  /** The properties that the class has; a resource with any other one is made with CfnResource. */
  readonly properties: ReadonlySet<string>;
  readonly names: Names;
}

/** CDK's name of a property: `DynamoDBConfig` is `dynamoDbConfig`, `DeltaSyncTableTTL` is `deltaSyncTableTtl`. */
export function propertyName(property: string): string {
  const words = property.replace(
    /[A-Z]+(?=[A-Z][a-z]|$)/g,
    (run) => run.charAt(0) + run.slice(1).toLowerCase(),
  );
  return words.charAt(0).toLowerCase() + words.slice(1);
}

const APPSYNC: Names = {
  name: propertyName,
  free: new Set(['Tags']),
  typed: new Set([
    ...['MaxBatchSize', 'Ttl', 'BaseTableTTL', 'DeltaSyncTableTTL', 'UseCallerCredentials', 'Versioned'],
  ]),
};

const IAM: Names = {
  name: propertyName,
  free: new Set(['PolicyDocument', 'AssumeRolePolicyDocument']),
  typed: new Set(['MaxSessionDuration']),
};

const appsync = (className: string, properties: string): Kind => ({
  className,
  module: 'aws-cdk-lib/aws-appsync',
  properties: new Set(properties.split(' ')),
  names: APPSYNC,
});

const iam = (className: string, properties: string): Kind => ({
  className,
  module: 'aws-cdk-lib/aws-iam',
  properties: new Set(properties.split(' ')),
  names: IAM,
});

const TEMPLATES =
  'RequestMappingTemplate RequestMappingTemplateS3Location ResponseMappingTemplate ' +
  'ResponseMappingTemplateS3Location Code CodeS3Location Runtime MaxBatchSize SyncConfig DataSourceName ApiId';

/** What custom stacks of an API hold as a rule. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  [
    'AWS::AppSync::Resolver',
    appsync('CfnResolver', `${TEMPLATES} FieldName TypeName Kind PipelineConfig CachingConfig`),
  ],
  [
    'AWS::AppSync::FunctionConfiguration',
    appsync('CfnFunctionConfiguration', `${TEMPLATES} Description FunctionVersion Name`),
  ],
  [
    'AWS::AppSync::DataSource',
    appsync(
      'CfnDataSource',
      'ApiId Description DynamoDBConfig ElasticsearchConfig EventBridgeConfig HttpConfig LambdaConfig Name ' +
        'OpenSearchServiceConfig RelationalDatabaseConfig ServiceRoleArn Type',
    ),
  ],
  [
    'AWS::IAM::Role',
    iam(
      'CfnRole',
      'AssumeRolePolicyDocument Description ManagedPolicyArns MaxSessionDuration Path PermissionsBoundary ' +
        'Policies RoleName',
    ),
  ],
  ['AWS::IAM::Policy', iam('CfnPolicy', 'Groups PolicyDocument PolicyName Roles Users')],
  [
    'AWS::IAM::ManagedPolicy',
    iam('CfnManagedPolicy', 'Description Groups ManagedPolicyName Path PolicyDocument Roles Users'),
  ],
]);

/** Properties that CDK's class asks for; without one of them the code would not compile. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  CfnResolver: ['ApiId', 'FieldName', 'TypeName'],
  CfnFunctionConfiguration: ['ApiId', 'DataSourceName', 'Name'],
  CfnDataSource: ['ApiId', 'Name', 'Type'],
  CfnRole: ['AssumeRolePolicyDocument'],
  CfnPolicy: ['PolicyDocument', 'PolicyName'],
  CfnManagedPolicy: ['PolicyDocument'],
};

/** The class for a resource with these properties; null: CfnResource takes it as it is. */
export function kindOf(type: string, properties: readonly string[]): Kind | null {
  const kind = KINDS.get(type);
  if (kind === undefined || !properties.every((property) => kind.properties.has(property))) return null;
  return (REQUIRED[kind.className] ?? []).every((name) => properties.includes(name)) ? kind : null;
}

/** Properties by which a resource gets a name that no other of the account may have. */
export const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Events::Rule': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
};
