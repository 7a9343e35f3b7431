/** Directives that AppSync itself knows, and scalars that every API has. */
const APPSYNC = /* GraphQL */ `
  directive @aws_api_key on FIELD_DEFINITION | OBJECT
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_lambda on FIELD_DEFINITION | OBJECT
  directive @aws_oidc on FIELD_DEFINITION | OBJECT
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
  directive @deprecated(reason: String) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ENUM | ENUM_VALUE
  scalar AWSDate
  scalar AWSTime
  scalar AWSDateTime
  scalar AWSTimestamp
  scalar AWSEmail
  scalar AWSJSON
  scalar AWSURL
  scalar AWSPhone
  scalar AWSIPAddress
  scalar BigInt
  scalar Double
`;

const MODEL = /* GraphQL */ `
  directive @model(
    queries: ModelQueryMap
    mutations: ModelMutationMap
    subscriptions: ModelSubscriptionMap
    timestamps: TimestampConfiguration
  ) on OBJECT
  input ModelQueryMap {
    get: String
    list: String
  }
  input ModelMutationMap {
    create: String
    update: String
    delete: String
  }
  input ModelSubscriptionMap {
    onCreate: [String]
    onUpdate: [String]
    onDelete: [String]
    level: ModelSubscriptionLevel
  }
  enum ModelSubscriptionLevel {
    off
    public
    on
  }
  input TimestampConfiguration {
    createdAt: String
    updatedAt: String
  }
  directive @searchable(queries: SearchableQueryMap) on OBJECT
  input SearchableQueryMap {
    search: String
  }
  directive @http(method: HttpMethod = GET, url: String!, headers: [HttpHeader] = []) on FIELD_DEFINITION
  enum HttpMethod {
    GET
    POST
    PUT
    DELETE
    PATCH
  }
  input HttpHeader {
    key: String
    value: String
  }
  directive @predictions(actions: [PredictionsActions!]!) on FIELD_DEFINITION
  enum PredictionsActions {
    identifyText
    identifyLabels
    convertTextToSpeech
    translateText
  }
`;

const V1 = /* GraphQL */ `
  directive @key(name: String, fields: [String!]!, queryField: String) repeatable on OBJECT
  directive @connection(
    name: String
    keyField: String
    sortField: String
    keyName: String
    limit: Int
    fields: [String!]
  ) on FIELD_DEFINITION
  directive @versioned(versionField: String = "version", versionInput: String = "expectedVersion") on OBJECT
  directive @function(name: String!, region: String) repeatable on FIELD_DEFINITION
  directive @auth(rules: [AuthRule!]!) on OBJECT | FIELD_DEFINITION
  input AuthRule {
    allow: AuthStrategy!
    identityField: String
    provider: AuthProvider
    identityClaim: String
    groupClaim: String
    ownerField: String
    groupsField: String
    groups: [String]
    operations: [ModelOperation]
    queries: [ModelQuery]
    mutations: [ModelMutation]
  }
  enum AuthStrategy {
    owner
    groups
    private
    public
  }
  enum AuthProvider {
    apiKey
    iam
    oidc
    userPools
  }
  enum ModelOperation {
    create
    update
    delete
    read
  }
  enum ModelQuery {
    get
    list
  }
  enum ModelMutation {
    create
    update
    delete
  }
`;

const V2 = /* GraphQL */ `
  directive @primaryKey(sortKeyFields: [String]) on FIELD_DEFINITION
  directive @index(name: String, sortKeyFields: [String], queryField: String) repeatable on FIELD_DEFINITION
  directive @hasMany(
    indexName: String
    fields: [String!]
    references: [String!]
    limit: Int = 100
  ) on FIELD_DEFINITION
  directive @hasOne(fields: [String!], references: [String!]) on FIELD_DEFINITION
  directive @belongsTo(fields: [String!], references: [String!]) on FIELD_DEFINITION
  directive @manyToMany(relationName: String!, limit: Int = 100) on FIELD_DEFINITION
  directive @default(value: String) on FIELD_DEFINITION
  directive @function(name: String!, region: String, accountId: String) repeatable on FIELD_DEFINITION
  directive @mapsTo(name: String!) on OBJECT
  directive @refersTo(name: String!) on OBJECT | FIELD_DEFINITION
  directive @sql(statement: String, reference: String) on FIELD_DEFINITION
  directive @auth(rules: [AuthRule!]!) on OBJECT | FIELD_DEFINITION
  input AuthRule {
    allow: AuthStrategy!
    provider: AuthProvider
    identityClaim: String
    groupClaim: String
    ownerField: String
    groupsField: String
    groups: [String]
    operations: [ModelOperation]
  }
  enum AuthStrategy {
    owner
    groups
    private
    public
    custom
  }
  enum AuthProvider {
    apiKey
    iam
    identityPool
    oidc
    userPools
    function
  }
  enum ModelOperation {
    create
    update
    delete
    read
    list
    get
    sync
    listen
    search
  }
`;

/**
 * What the transformer of each version adds to a schema before it checks it: the directives that it knows, with
 * their arguments (amplify-graphql-directives, and KnownDirectives of AppSync in graphql-transformer-core).
 */
export const DEFINITIONS: Readonly<Record<1 | 2, string>> = {
  1: APPSYNC + MODEL + V1,
  2: APPSYNC + MODEL + V2,
};
