/** Actions of a service that IAM asks for on resources of one kind. */
export interface ActionGroup {
  readonly service: string;
  readonly actions: readonly string[];
  /** The resources; what a statement says of others has no effect. `*`: of the account as a whole. */
  readonly on: RegExp;
  /** A resource of that kind that no policy names. */
  readonly stranger: string;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const REGIONAL = '${AWS::Region}:${AWS::AccountId}';
const TABLES = `arn:aws:dynamodb:${REGIONAL}:table/`;
const ACCOUNT = /^\*$/;
const TABLE = /:table\/[^/]+$/;
const TABLE_OR_INDEX = /:table\/[^/]+(?:\/index\/[^/]+)?$/;

/**
 * Actions by the resources that they are on (Service Authorization Reference), for the services whose actions
 * Gen 1 and CDK grant by wildcards. Other services are probed with the actions that policies name.
 */
export const ACTIONS: readonly ActionGroup[] = [
  {
    service: 's3',
    on: /^arn:aws:s3:::[^/]+\/./,
    stranger: 'arn:aws:s3:::elsewhere/any',
    actions:
      words(`AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
      DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention
      GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionTagging ListMultipartUploadParts PutObject
      PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging
      RestoreObject`),
  },
  {
    service: 's3',
    on: /^arn:aws:s3:::[^/]+$/,
    stranger: 'arn:aws:s3:::elsewhere',
    actions: words(`CreateBucket DeleteBucket DeleteBucketPolicy GetBucketAcl GetBucketCORS GetBucketLocation
      GetBucketNotification GetBucketPolicy GetBucketTagging GetBucketVersioning GetEncryptionConfiguration
      GetLifecycleConfiguration ListBucket ListBucketMultipartUploads ListBucketVersions PutBucketAcl PutBucketCORS
      PutBucketNotification PutBucketPolicy PutBucketVersioning PutLifecycleConfiguration`),
  },
  {
    service: 's3',
    on: ACCOUNT,
    stranger: '*',
    actions: words('GetAccountPublicAccessBlock ListAllMyBuckets'),
  },
  {
    service: 'dynamodb',
    on: TABLE,
    stranger: `${TABLES}elsewhere`,
    actions: words(`BatchGetItem BatchWriteItem ConditionCheckItem CreateBackup CreateGlobalTable CreateTable
      CreateTableReplica DeleteItem DeleteTable DeleteTableReplica DescribeContinuousBackups
      DescribeKinesisStreamingDestination DescribeTable DescribeTimeToLive DisableKinesisStreamingDestination
      EnableKinesisStreamingDestination ExportTableToPointInTime GetItem ImportTable ListTagsOfResource PartiQLDelete
      PartiQLInsert PartiQLUpdate PutItem RestoreTableToPointInTime TagResource UntagResource UpdateContinuousBackups
      UpdateItem UpdateKinesisStreamingDestination UpdateTable UpdateTimeToLive`),
  },
  {
    service: 'dynamodb',
    on: /:table\/[^/]+(?:\/stream\/[^/]+)?$/,
    stranger: `${TABLES}elsewhere/stream/any`,
    actions: words('DeleteResourcePolicy GetResourcePolicy PutResourcePolicy'),
  },
  {
    service: 'dynamodb',
    on: TABLE_OR_INDEX,
    stranger: `${TABLES}elsewhere/index/any`,
    actions: words('DescribeContributorInsights PartiQLSelect Query Scan UpdateContributorInsights'),
  },
  {
    service: 'dynamodb',
    on: /:table\/[^/]+(?:\/backup\/[^/]+)?$/,
    stranger: `${TABLES}elsewhere/backup/any`,
    actions: words('RestoreTableFromBackup'),
  },
  {
    service: 'dynamodb',
    on: /:table\/[^/]+\/backup\/[^/]+$/,
    stranger: `${TABLES}elsewhere/backup/any`,
    actions: words('DeleteBackup DescribeBackup'),
  },
  {
    service: 'dynamodb',
    on: /:table\/[^/]+\/(?:export|import)\/[^/]+$/,
    stranger: `${TABLES}elsewhere/export/any`,
    actions: words('DescribeExport DescribeImport'),
  },
  {
    service: 'dynamodb',
    on: /:table\/[^/]+\/stream\/[^/]+$/,
    stranger: `${TABLES}elsewhere/stream/any`,
    actions: words('DescribeStream GetRecords GetShardIterator'),
  },
  {
    service: 'dynamodb',
    on: ACCOUNT,
    stranger: '*',
    actions: words(
      'DescribeEndpoints DescribeLimits DescribeReservedCapacity ListBackups ListExports ListGlobalTables ListImports ListStreams ListTables',
    ),
  },
  {
    service: 'cognito-idp',
    on: /:userpool\/[^/]+$/,
    stranger: `arn:aws:cognito-idp:${REGIONAL}:userpool/elsewhere`,
    actions: words(`AddCustomAttributes AdminAddUserToGroup AdminConfirmSignUp AdminCreateUser AdminDeleteUser
      AdminDeleteUserAttributes AdminDisableProviderForUser AdminDisableUser AdminEnableUser AdminForgetDevice
      AdminGetDevice AdminGetUser AdminInitiateAuth AdminLinkProviderForUser AdminListDevices AdminListGroupsForUser
      AdminListUserAuthEvents AdminRemoveUserFromGroup AdminResetUserPassword AdminRespondToAuthChallenge
      AdminSetUserMFAPreference AdminSetUserPassword AdminSetUserSettings AdminUpdateAuthEventFeedback
      AdminUpdateDeviceStatus AdminUpdateUserAttributes AdminUserGlobalSignOut CreateGroup CreateIdentityProvider
      CreateResourceServer CreateUserImportJob CreateUserPoolClient CreateUserPoolDomain DeleteGroup
      DeleteIdentityProvider DeleteResourceServer DeleteUserPool DeleteUserPoolClient DeleteUserPoolDomain
      DescribeIdentityProvider DescribeResourceServer DescribeRiskConfiguration DescribeUserImportJob DescribeUserPool
      DescribeUserPoolClient GetCSVHeader GetGroup GetIdentityProviderByIdentifier GetSigningCertificate
      GetUICustomization GetUserPoolMfaConfig ListGroups ListIdentityProviders ListResourceServers ListTagsForResource
      ListUserImportJobs ListUserPoolClients ListUsers ListUsersInGroup SetRiskConfiguration SetUICustomization
      SetUserPoolMfaConfig StartUserImportJob StopUserImportJob TagResource UntagResource UpdateGroup
      UpdateIdentityProvider UpdateResourceServer UpdateUserPool UpdateUserPoolClient UpdateUserPoolDomain`),
  },
  {
    service: 'cognito-idp',
    on: ACCOUNT,
    stranger: '*',
    actions: words('CreateUserPool DescribeUserPoolDomain ListUserPools'),
  },
  {
    service: 'appsync',
    on: /:apis\/[^/]+\/types\/[^/]+\/fields\/.+$/,
    stranger: `arn:aws:appsync:${REGIONAL}:apis/elsewhere/types/Query/fields/any`,
    actions: words('GraphQL'),
  },
  {
    service: 'lambda',
    on: /:function:[^/]+$/,
    stranger: `arn:aws:lambda:${REGIONAL}:function:elsewhere`,
    actions:
      words(`AddPermission CreateAlias CreateFunction DeleteAlias DeleteFunction DeleteFunctionConcurrency
      GetAlias GetFunction GetFunctionConfiguration GetPolicy InvokeAsync InvokeFunction ListAliases ListTags
      ListVersionsByFunction PublishVersion PutFunctionConcurrency RemovePermission TagResource UpdateAlias
      UpdateFunctionCode UpdateFunctionConfiguration`),
  },
  {
    service: 'lambda',
    on: ACCOUNT,
    stranger: '*',
    actions: words('CreateEventSourceMapping GetAccountSettings ListEventSourceMappings ListFunctions'),
  },
];
