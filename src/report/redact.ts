import { type LedgerEntry } from '../core/ledger.js';

/** What stands in a report for the value of a secret. */
export const REDACTED = '‹redacted›';

const SECRET =
  /secret|token|passwo?r?d|passphrase|apikey|privatekey|accesskey|credential|hosteduiprovidercreds|challengeanswer/;

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
  /** What is known of segments: those of a large schema are few, in very many places. */
  readonly #known = new Map<string, boolean>();

  constructor(ledger: readonly LedgerEntry[]) {
    this.#secretParents = new Set(
      ledger.filter(namesSecretPair).map((entry) => pairOf(entry.origin.file, entry.origin.pointer)),
    );
    for (const entry of ledger) {
      if (typeof entry.value === 'string' && this.#isSecret(entry) && !isName(entry.value, entry)) {
        this.#secrets.add(entry.value);
      }
    }
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
    if (segments.some((segment) => this.#names(segment))) return true;
    return (
      /^value$/i.test(segments.at(-1) ?? '') && this.#secretParents.has(pairOf(origin.file, origin.pointer))
    );
  }
}

/** Whether a value only says where a secret is: what a template refers to, or the path of an SSM parameter. */
function isName(value: string, { origin }: LedgerEntry): boolean {
  const segments = segmentsOf(origin.pointer);
  const isReference = segments.some((segment) => /^(?:Ref|Fn::GetAtt|Fn::ImportValue)$/.test(segment));
  const isOfPath = segments.includes(value) || segments.at(-1) === 'functionName';
  return isReference || isOfPath || value.startsWith('/amplify/${appId}/');
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
