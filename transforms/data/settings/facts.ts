import { type Gen1App } from '../../../src/core/gen1-app.js';
import { stringAt } from '../../../src/core/json.js';
import { type ApiSettings, type AuthMode } from '../settings.js';

export type ModeKind = AuthMode['kind'];
export type ModeOf<K extends ModeKind> = Extract<AuthMode, { kind: K }>;

/** All modes of the API, the default first. */
export function allModes({ defaultMode, additionalModes }: ApiSettings): readonly AuthMode[] {
  return [defaultMode, ...additionalModes];
}

/** The settings of one mode, where the API has it. */
export function modeOf<K extends ModeKind>(settings: ApiSettings, kind: K): ModeOf<K> | undefined {
  return allModes(settings).find((mode): mode is ModeOf<K> => mode.kind === kind);
}

/**
 * Whether Gen 2 gets an `auth`, which gives the API the modes of the user pool and of the identity pool. An identity
 * pool alone becomes none.
 */
export function hasAuth(app: Gen1App): boolean {
  return app.resources.some(({ category, name, folder }) => {
    if (category !== 'auth' || name === 'userPoolGroups') return false;
    const inputs = folder === null ? null : app.files.json(`${folder}/cli-inputs.json`);
    return stringAt(inputs ?? undefined, 'cognitoConfig', 'authSelections') !== 'identityPoolOnly';
  });
}

/** What AppSync does where Gen 1 was told nothing (AWS::AppSync::ApiKey, LambdaAuthorizerConfig). */
export const API_KEY_DAYS = 7;
export const AUTHORIZER_TTL_SECONDS = 300;

/** The days after which the API key expires, within the bounds of AppSync. Gen 1 takes 0 for «not set». */
export function apiKeyDays({ expiresInDays }: ModeOf<'apiKey'>): number {
  if (expiresInDays === null || expiresInDays === 0) return API_KEY_DAYS;
  return Math.min(365, Math.max(1, expiresInDays));
}

/** What CloudFormation takes for units that parameters.json lacks (createDynamoDBParameters). */
export const TABLE_UNITS = 5;

/**
 * Whether Gen 1 encrypts the tables with a key of KMS. The CLI writes that it does not; where parameters.json lacks
 * the line, CloudFormation takes `true` (createDynamoDBParameters of the model transformer).
 */
export function encryptsTables({ tables }: ApiSettings): boolean {
  return tables === undefined ? false : (tables.encryption?.value ?? true);
}
