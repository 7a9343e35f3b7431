import { type Difference } from './difference.js';

interface Derived {
  readonly path: RegExp;
  /** The path of what it follows from; groups of the path stand for themselves. */
  readonly of: string;
  readonly because: string;
}

const DERIVED: readonly Derived[] = [
  {
    path: /^(?:ModelSubscription|Model)(\w+?)(?:Filter|Condition)Input\.(\w+)$/,
    of: '$1.$2',
    because: 'filters and conditions have the fields of the model',
  },
  {
    path: /^(?:Create|Update|Delete)(\w+?)Input\.(\w+)$/,
    of: '$1.$2',
    because: 'inputs have the fields of the model',
  },
  {
    path: /^Buckets([.[].*)\.EmptiedOnDelete$/,
    of: 'Buckets$1.DeletionPolicy',
    because: '`keepOnDelete` decides both',
  },
  {
    path: /^(?:Roles\.sms|UserPool\.VerificationMessageTemplate\.SmsMessage)$/,
    of: 'UserPool.SmsConfiguration',
    because: 'a pool that sends SMS has a role for it, and a text',
  },
];

/** What filters ask of a field of such a type; it is there as long as any field is of it. */
const OF_SCALARS = /^Model(?:Subscription)?(?:ID|Int|Float|String|Boolean)Input$/;

/** Differences without those that follow from another one of them, which is told. */
export function withoutDerived(differences: readonly Difference[]): Difference[] {
  const paths = new Set(differences.map(({ path }) => path));
  const fields = differences.some(
    ({ subject, path }) => subject === 'apiSchema' && /^[^.]+\.\w+$/.test(path),
  );
  return differences.filter((one) => {
    const { subject, path } = one;
    if (subject === 'apiSchema' && fields && OF_SCALARS.test(path)) return false;
    if (isCalledByUrl(one) && paths.has(path.replace(/InvokedBy$/, 'Url'))) return false;
    return !DERIVED.some((row) => row.path.test(path) && paths.has(path.replace(row.path, row.of)));
  });
}

/** A URL brings the permissions to call it: whether these are all that differs of who may call the function. */
function isCalledByUrl({ subject, path, gen1, gen2 }: Difference): boolean {
  if (subject !== 'function' || !path.endsWith('.InvokedBy')) return false;
  const [one, other] = [gen1, gen2].map(callersWithoutUrl);
  return one !== undefined && one === other;
}

const BY_URL = / by a URL(?: with \w+)?$/;

function callersWithoutUrl(list: string): string | undefined {
  if (!list.startsWith('[')) return undefined;
  const callers = JSON.parse(list) as readonly unknown[];
  return JSON.stringify(callers.filter((caller) => typeof caller !== 'string' || !BY_URL.test(caller)));
}
