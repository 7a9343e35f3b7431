/** More alternatives than this in one pattern are not a pattern that a person wrote. */
const MOST_ALTERNATIVES = 100;

/**
 * Whether a glob of a settings file means every file with the extension, as `*`, `*.ts`, `*.{js,ts}` and
 * `*.[jt]s` do. Patterns with folders depend on where a file ends up: `maybe` when they name the amplify
 * folder, where all new code goes, else `no`.
 */
export function appliesTo(pattern: string, extension: string): 'yes' | 'no' | 'maybe' {
  const answers = alternatives(pattern.trim()).map((one) => answer(one, extension));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

function answer(pattern: string, extension: string): 'yes' | 'no' | 'maybe' {
  const name = /^(?:\.?\/)?(?:\*\*\/)*\*{1,2}(?:\.(\*|\w+))?$/.exec(pattern);
  if (name) return name[1] === undefined || name[1] === '*' || name[1] === extension ? 'yes' : 'no';
  return /(?:^|\/)amplify(?:\/|$)/.test(pattern) ? 'maybe' : 'no';
}

/** Writes `{a,b}` and `[ab]` out; a pattern that would become too many stays as it is and matches nothing. */
function alternatives(pattern: string): string[] {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap(expandOnce);
    if (next.length > MOST_ALTERNATIVES) return [pattern];
    if (next.length === open.length) return next;
    open = next;
  }
}

function expandOnce(pattern: string): string[] {
  const group = /\{([^{}]*)\}|\[([^\]!^-]+)\]/.exec(pattern);
  if (!group) return [pattern];
  const choices = group[1]?.split(',') ?? Array.from(group[2] ?? '');
  const rest = pattern.slice(group.index + group[0].length);
  return choices.map((choice) => pattern.slice(0, group.index) + choice + rest);
}
