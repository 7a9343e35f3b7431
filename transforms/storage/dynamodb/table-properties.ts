/**
 * Properties of AWS::DynamoDB::Table, as the user guide of CloudFormation lists them, in the words of CDK. Statements
 * that set anything else on the table deploy nothing.
 */
const TABLE_PROPERTIES: ReadonlySet<string> = new Set([
  ...['attributeDefinitions', 'billingMode', 'contributorInsightsSpecification', 'deletionProtectionEnabled'],
  ...['globalSecondaryIndexes', 'importSourceSpecification', 'keySchema', 'kinesisStreamSpecification'],
  ...['localSecondaryIndexes', 'onDemandThroughput', 'pointInTimeRecoverySpecification'],
  ...['provisionedThroughput', 'resourcePolicy', 'sseSpecification', 'streamSpecification', 'tableClass'],
  ...['tableName', 'timeToLiveSpecification', 'warmThroughput'],
]);

export function isTableProperty(name: string): boolean {
  return TABLE_PROPERTIES.has(name);
}

/** The property of CDK's CfnTable for one of CloudFormation; null for those that it may not have. */
export function cfnTableProperty(property: string): string | null {
  const name =
    property === 'SSESpecification'
      ? 'sseSpecification'
      : property.charAt(0).toLowerCase() + property.slice(1);
  return isTableProperty(name) ? name : null;
}
