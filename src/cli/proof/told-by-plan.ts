import { type FeatureId } from '../../core/feature.js';
import { isCode } from '../../core/codes/index.js';
import { type AccessChange, type Plan } from '../../core/plan.js';
import { type Told } from '../../verify/announced/told.js';
import { type Difference } from '../../verify/difference.js';

/** What a plan tells, in the form in which differences are held against it. */
export function toldBy({ findings, access, ledger }: Plan): Told {
  return {
    findings,
    access,
    ledger: ledger.map(({ disposition, value, origin }) => ({
      disposition: disposition.kind,
      value,
      origin,
      ...('finding' in disposition && { code: disposition.finding.code }),
    })),
  };
}

/** What settings and built templates say differently: the proof tells it itself, with that of the API. */
const DRIFT = 'AM8141';

/** Codes of the plan that differences of the deployed backend bear out. */
export function confirmedBy(plan: Plan, differences: readonly Difference[]): string[] {
  const codes = new Set(differences.map(({ announced }) => announced));
  return [...plan.findings, ...plan.access]
    .map(({ code }) => code)
    .filter((code) => codes.has(code) && code !== DRIFT);
}

/** Changes of access that the plan announces by a finding alone, with who and what, which the comparison knows. */
export function accessByFindings(
  { access: listed }: { readonly access: readonly { readonly code: string }[] },
  differences: readonly Pick<Difference, 'access' | 'announced' | 'gen1' | 'gen2'>[],
): AccessChange[] {
  const codes = new Set(listed.map(({ code }) => code));
  return differences.flatMap(({ access, announced, gen1, gen2 }) =>
    access && announced !== null && isCode(announced) && !codes.has(announced)
      ? [{ ...access, gen1, gen2, proved: true, code: announced }]
      : [],
  );
}

/** What is nowhere in Gen 1's files, or in no fact that is compared, so that no difference bears it out. */
const UNSEEN: ReadonlySet<string> = new Set([
  // Rights on a bucket that Gen 1 did not make are not in its templates.
  'AM2023',
  // Whose a record is stands in the record.
  'AM3279',
  // What is deployed decides whether a table can be imported.
  'AM3280',
  'AM3288',
]);

/** Categories whose override.ts the comparison finds in no template, also in those that the CLI has built. */
const NEVER_BUILT: ReadonlySet<string> = new Set(['api', 'awscloudformation']);

/**
 * Codes of what the plan leaves to a person and what no comparison can show: above all statements of override.ts, of
 * which Gen 1's settings say nothing. They are told whoever has carried them over by hand, and accepted then.
 */
export function unseenIn({ findings }: Pick<Plan, 'findings'>, from: 'built' | 'inputs'): string[] {
  return findings.flatMap(({ code, level, origin }) => {
    const category = /^amplify\/backend\/(\w+)\/(?:.+\/)?override\.ts$/.exec(origin.file)?.[1];
    const isLeft =
      category !== undefined && level !== 'note' && (from === 'inputs' || NEVER_BUILT.has(category));
    return isLeft || UNSEEN.has(code) ? [code] : [];
  });
}

/** Features that have moved and may show in no template: tables and buckets that are only referred to. */
export function referringIn(plan: Pick<Plan, 'features'> | null): FeatureId[] {
  return plan?.features.includes('storage') === true ? ['storage'] : [];
}
