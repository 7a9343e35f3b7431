import { type Json } from '../../core/json.js';
import { embedded, flag, items, textOf } from '../facts/normal.js';
import { type Gen1AuthTemplates } from '../gen1-stacks.js';
import { type JsonObject } from '../template.js';

/** What the Gen 1 CLI makes the templates of auth from. */
export interface Gen1AuthInputs {
  readonly env: string;
  /** The folder below `auth/`. */
  readonly name: string;
  /** `cognitoConfig` of cli-inputs.json, with the environment's own settings on top. */
  readonly cognitoConfig: JsonObject;
  /** user-pool-group-precedence.json. */
  readonly groups?: readonly Json[];
  /** The feature flag auth.useenabledmfas, after the CLI's defaults. */
  readonly useEnabledMfas: boolean;
  readonly functions?: Gen1AuthTemplates['functions'];
}

/** Reads settings as the CLI does, which takes text for lists and the other way round. */
export class Config {
  readonly env: string;
  readonly name: string;
  readonly useEnabledMfas: boolean;
  readonly #settings: JsonObject;

  constructor({ env, name, useEnabledMfas, cognitoConfig }: Gen1AuthInputs) {
    this.env = env;
    this.name = name;
    this.useEnabledMfas = useEnabledMfas;
    this.#settings = cognitoConfig;
  }

  get(key: string): Json | undefined {
    return Object.hasOwn(this.#settings, key) ? this.#settings[key] : undefined;
  }

  text(key: string): string {
    return textOf(this.get(key));
  }

  flag(key: string): boolean {
    return flag(this.get(key), false);
  }

  list(key: string): string[] {
    return items(this.get(key)).map(textOf);
  }

  /** A value that may be JSON in a string; undefined when it is empty. */
  json(key: string): Json | undefined {
    const value = this.get(key);
    return value === undefined || value === '' ? undefined : embedded(value);
  }

  get hasPool(): boolean {
    return this.#selection !== 'identityPoolOnly';
  }

  get hasIdentityPool(): boolean {
    return ['identityPoolAndUserPool', 'identityPoolOnly'].includes(this.#selection);
  }

  /** The CLI demands a value, and what it proposes are both pools. */
  get #selection(): string {
    return this.text('authSelections') || 'identityPoolAndUserPool';
  }

  get mfa(): string {
    return this.text('mfaConfiguration') || 'OFF';
  }

  get needsSms(): boolean {
    return (
      this.list('autoVerifiedAttributes').includes('phone_number') ||
      (this.mfa !== 'OFF' && this.list('mfaTypes').includes('SMS Text Message')) ||
      this.list('requiredAttributes').includes('phone_number') ||
      this.list('usernameAttributes').includes('phone_number')
    );
  }

  get hasSms(): boolean {
    return !this.useEnabledMfas || this.needsSms;
  }
}
