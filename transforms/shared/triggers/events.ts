/** The events of `defineAuth({ triggers })`, as @aws-amplify/auth-construct names them. */
export type TriggerEvent =
  | 'createAuthChallenge'
  | 'customMessage'
  | 'defineAuthChallenge'
  | 'postAuthentication'
  | 'postConfirmation'
  | 'preAuthentication'
  | 'preSignUp'
  | 'preTokenGeneration'
  | 'userMigration'
  | 'verifyAuthChallengeResponse';

/** The name of a function of auth: of a trigger, unless another kind is given. */
export interface TriggerName<Event extends string = TriggerEvent> {
  readonly event: Event;
  /** How Gen 1's cli-inputs.json and the names of its functions spell it. */
  readonly gen1: string;
  /** The folder below amplify/auth, and the name of the function. */
  readonly folder: string;
}

/**
 * Gen 1 says `PreSignup` in its inputs and `PreSignUp` where it talks to Cognito.
 * Source: triggers/cognito.map.json and trigger-flow-auth-helper.js of aws-amplify/amplify-cli.
 * `UserMigration` is none of the CLI's own; it can be wired by hand.
 */
export const TRIGGER_NAMES: readonly TriggerName[] = [
  { event: 'preSignUp', gen1: 'PreSignup', folder: 'pre-sign-up' },
  { event: 'postConfirmation', gen1: 'PostConfirmation', folder: 'post-confirmation' },
  { event: 'preAuthentication', gen1: 'PreAuthentication', folder: 'pre-authentication' },
  { event: 'postAuthentication', gen1: 'PostAuthentication', folder: 'post-authentication' },
  { event: 'defineAuthChallenge', gen1: 'DefineAuthChallenge', folder: 'define-auth-challenge' },
  { event: 'createAuthChallenge', gen1: 'CreateAuthChallenge', folder: 'create-auth-challenge' },
  {
    event: 'verifyAuthChallengeResponse',
    gen1: 'VerifyAuthChallengeResponse',
    folder: 'verify-auth-challenge-response',
  },
  { event: 'customMessage', gen1: 'CustomMessage', folder: 'custom-message' },
  { event: 'preTokenGeneration', gen1: 'PreTokenGeneration', folder: 'pre-token-generation' },
  { event: 'userMigration', gen1: 'UserMigration', folder: 'user-migration' },
];

/** The trigger that Gen 1 or Cognito calls `name`; undefined when `defineAuth` has none of that name. */
export function triggerNamed(name: string): TriggerName | undefined {
  return TRIGGER_NAMES.find(({ gen1 }) => gen1.toLowerCase() === name.toLowerCase());
}
