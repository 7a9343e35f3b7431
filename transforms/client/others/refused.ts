/** What version 6 has in the place of categories that no rule translates (docs.amplify.aws, migrate from v5 to v6). */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  [
    'PubSub',
    'version 6 makes an instance: new PubSub({ region, endpoint }) of @aws-amplify/pubsub, with publish({ topics, message }) and subscribe({ topics })',
  ],
  [
    'AWSIoTProvider',
    'version 6 has new PubSub({ region, endpoint }) of @aws-amplify/pubsub in the place of a provider',
  ],
  [
    'MqttOverWSProvider',
    'version 6 has new PubSub({ endpoint }) of @aws-amplify/pubsub/mqtt in the place of a provider',
  ],
  [
    'Notifications',
    'version 6 has functions of aws-amplify/in-app-messaging and aws-amplify/push-notifications',
  ],
  ['XR', 'version 6 has no XR, and Sumerian has ended'],
  [
    'AmazonAIPredictionsProvider',
    'version 6 has no providers of Predictions: take it away with its addPluggable',
  ],
  ['AWSLexProvider', 'version 6 has no providers of Interactions: take it away with its addPluggable'],
  ['AWSLexV2Provider', 'version 6 has no providers of Interactions: take it away with its addPluggable'],
  ['AWSPinpointProvider', 'version 6 records to Pinpoint by aws-amplify/analytics, without a provider'],
  ['AWSKinesisProvider', 'version 6 records to Kinesis by record() of aws-amplify/analytics/kinesis'],
  [
    'AWSKinesisFirehoseProvider',
    'version 6 records to Firehose by record() of aws-amplify/analytics/kinesis-firehose',
  ],
  [
    'AmazonPersonalizeProvider',
    'version 6 records to Personalize by record() of aws-amplify/analytics/personalize',
  ],
]);

/** Functions of Analytics without a rule. */
export const ANALYTICS_REFUSED: ReadonlyMap<string, string> = new Map([
  ['autoTrack', 'version 6 has configureAutoTrack({ enable, type, options }) of aws-amplify/analytics'],
  ['updateEndpoint', 'version 6 has identifyUser({ userId, userProfile, options }) of aws-amplify/analytics'],
  ['configure', 'version 6 takes the settings of analytics by Amplify.configure alone'],
  ['addPluggable', 'version 6 has functions of aws-amplify/analytics/<provider> in the place of providers'],
  ['startSession', 'version 6 has configureAutoTrack({ enable: true, type: "session" })'],
  ['stopSession', 'version 6 has configureAutoTrack({ enable: false, type: "session" })'],
]);

/** Records of version 5 for other providers than Pinpoint, by the name of the provider. */
export const OTHER_PROVIDERS: ReadonlyMap<string, string> = new Map([
  [
    'AmazonPersonalize',
    'in version 6 it is record({ userId, eventType, properties }) of aws-amplify/analytics/personalize, with Analytics: { Personalize: { region, trackingId } } for Amplify.configure',
  ],
]);
