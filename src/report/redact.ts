import { type LedgerEntry } from '../core/ledger.js';

/** What stands in a report for the value of a secret. */
export const REDACTED = '‹redacted›';

const SECRET =
  /secret|token|passwo?r?d|passphrase|passcode|salt$|pwd$|apikey|privatekey|accesskey|credential|hosteduiprovidercreds|challengeanswer/;

/**
 * Settings about secrets that hold none: Cognito's password policy, token lifetimes and client flags, the
 * lifetime of an AppSync API key, and the CLI's lists of where secrets are kept.
 */
const ABOUT_SECRETS = new RegExp(
  [
    'passwordpolic[a-z]*',
    'passwordprotection[a-z]*',
    'temporarypassword[a-z]*',
    'userpassword[a-z]*',
    '(access|id|refresh)?tokenvalidity[a-z]*',
    '(enable)?tokenrevocation',
    'token(url|endpoint)',
    // What a custom resource of CloudFormation calls.
    'servicetoken',
    'generatesecret',
    'secretnames',
    'secretspath[a-z]*',
    'amplifyfunctionsecretspolicy',
    'apikey(config|expiration[a-z]*|description)',
  ].join('|'),
  'g',
);

/** Whether one segment of a JSON pointer names something that must not be shown. */
export function namesSecret(segment: string): boolean {
  const name = segment.toLowerCase().replace(/[^a-z]/g, '');
  return SECRET.test(name.replace(ABOUT_SECRETS, ''));
}

/**
 * The values of ledger entries as they may be shown. A value is hidden when a segment of its pointer names a
 * secret, or when it is the `value` beside a `key` or `name` that does (the form of `triggerEnvs`).
 */
export class Redaction {
  readonly #secretParents: ReadonlySet<string>;
  readonly #secrets = new Set<string>();
  /** Everything that pointers name. */
  readonly #segments = new Set<string>();
  /** What is known of segments: those of a large schema are few, in very many places. */
  readonly #known = new Map<string, boolean>();

  constructor(ledger: readonly LedgerEntry[]) {
    this.#secretParents = new Set(
      ledger.filter(namesSecretPair).map((entry) => pairOf(entry.origin.file, entry.origin.pointer)),
    );
    for (const { origin } of ledger) {
      for (const segment of segmentsOf(origin.pointer)) this.#segments.add(segment);
    }
    for (const entry of ledger) {
      if (typeof entry.value === 'string' && this.#isSecret(entry) && !this.#isName(entry.value, entry)) {
        this.#secrets.add(entry.value);
      }
    }
  }

  /** Whether a value only says where a secret is, or is what something of the project is called. */
  #isName(value: string, { origin }: LedgerEntry): boolean {
    const segments = segmentsOf(origin.pointer);
    const isReference = segments.some((segment) => /^(?:Ref|Fn::GetAtt|Fn::ImportValue)$/.test(segment));
    const isCalled = this.#segments.has(value) || segments.at(-1) === 'functionName';
    const isOfSchema = origin.file.endsWith('.graphql');
    return isReference || isCalled || isOfSchema || value.startsWith('/amplify/${appId}/');
  }

  /** Flags stay readable: `true` and `null` give nothing away. */
  valueOf(entry: LedgerEntry): LedgerEntry['value'] {
    const { value } = entry;
    if (typeof value === 'boolean' || value === null || value === '') return value;
    return this.#isSecret(entry) ? REDACTED : value;
  }

  /** Hides secrets that have found their way into a sentence. Short values would hit ordinary words. */
  text(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) {
      if (secret.length >= 8) shown = shown.replaceAll(secret, REDACTED);
    }
    return shown;
  }

  #names(segment: string): boolean {
    const known = this.#known.get(segment) ?? namesSecret(segment);
    this.#known.set(segment, known);
    return known;
  }

  #isSecret({ origin }: LedgerEntry): boolean {
    const segments = segmentsOf(origin.pointer);
    // Beside its credentials stands the name of the provider, which is no secret and a word of many sentences.
    if (segments.at(-1) === 'ProviderName') return false;
    if (keysOf(origin.file, segments).some((segment) => this.#names(segment))) return true;
    return (
      /^value$/i.test(segments.at(-1) ?? '') && this.#secretParents.has(pairOf(origin.file, origin.pointer))
    );
  }
}

/**
 * Where documents of the CLI have the name of a resource: `refreshToken` may be a function, and what is below it is not
 * secret for that.
 */
const NAMED_AT: readonly { readonly file: RegExp; readonly below: RegExp; readonly at: number }[] = [
  { file: /(?:^|\/)(?:backend-config|amplify-meta)\.json$/, below: /^/, at: 1 },
  { file: /(?:^|\/)team-provider-info\.json$/, below: /^[^/]+\/categories\//, at: 3 },
  // A parameter is not among them: its default is the secret.
  { file: /template\.(?:json|ya?ml)$/, below: /^(?:Resources|Conditions|Mappings|Outputs)\//, at: 1 },
];

/** The segments that are no names of resources. */
function keysOf(file: string, segments: readonly string[]): readonly string[] {
  const pointer = segments.join('/');
  const named = NAMED_AT.find((one) => one.file.test(file) && one.below.test(pointer));
  return named === undefined ? segments : segments.filter((_, index) => index !== named.at);
}

function namesSecretPair({ origin, value }: LedgerEntry): boolean {
  const last = segmentsOf(origin.pointer).at(-1) ?? '';
  return /^(key|name)$/i.test(last) && typeof value === 'string' && namesSecret(value);
}

/** The object that holds a member. */
function pairOf(file: string, pointer: string): string {
  return `${file}\0${pointer.slice(0, pointer.lastIndexOf('/'))}`;
}

/** The segments of a JSON pointer; an origin in override.ts is a property path instead. */
function segmentsOf(pointer: string): string[] {
  return pointer.split(pointer.startsWith('/') ? '/' : '.').filter((segment) => segment !== '');
}
