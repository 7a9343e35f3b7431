import { relative, sep } from 'node:path';
import { type Options } from 'prettier';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';
import { isObject } from './data-file.js';
import { editorConfigOptions } from './editorconfig.js';
import { appliesTo } from './file-pattern.js';
import { shortened } from './plain-lines.js';
import { findSettings, type FoundSettings } from './prettier-config.js';
import { type StyleOptions, takeOptions } from './style-options.js';

export type FormattedLanguage = 'typescript' | 'javascript' | 'json';

/** Lays source text out. @throws Error (AM9005) when the text does not parse: what is emitted always does */
export type Format = (code: string, language: FormattedLanguage) => Promise<string>;

export interface Formatter {
  readonly format: Format;
  /** What of the project's own settings could not be used. */
  readonly findings: readonly Finding[];
}

const LANGUAGES: Readonly<
  Record<FormattedLanguage, { extension: string; parser: 'babel-ts' | 'babel' | 'json' }>
> = {
  typescript: { extension: 'ts', parser: 'babel-ts' },
  javascript: { extension: 'js', parser: 'babel' },
  json: { extension: 'json', parser: 'json' },
};

/** How code looks in a project that does not say: prettier's own defaults, with Amplify's quotes. */
const OUR_STYLE: StyleOptions = { singleQuote: true };

/**
 * A printer with the style of the project: its prettier settings and .editorconfig as far as they are data.
 * Reads `projectRoot` and the folders above it, up to the root of the git repository.
 */
export async function formatter(projectRoot: string): Promise<Formatter> {
  const { prettier: found, editorConfigs } = await findSettings(projectRoot);
  const problems: string[] = [];
  const styleOf = (extension: string): StyleOptions => {
    const editor = editorConfigOptions(editorConfigs, extension);
    // Whoever has settings for prettier means its defaults for all that they leave out.
    if (found && 'settings' in found) return { ...editor, ...stylesIn(found, extension, problems) };
    return { ...OUR_STYLE, ...editor };
  };
  const styles: Readonly<Record<FormattedLanguage, StyleOptions>> = {
    typescript: styleOf('ts'),
    javascript: styleOf('js'),
    json: styleOf('json'),
  };
  if (found && 'reason' in found) problems.push(found.reason);
  const file = found ? relative(projectRoot, found.file).split(sep).join('/') : '';
  const findings = [...new Set(problems)].map((reason) =>
    finding('AM0040', 'project', fileOrigin(file), { reason }),
  );
  return { findings, format: (code, language) => print(code, language, styles[language]) };
}

/** The style for an extension, overrides included; what can't be used goes to `problems`. */
function stylesIn({ settings }: FoundSettings, extension: string, problems: string[]): StyleOptions {
  const members = new Map<string, unknown>(Object.entries(settings));
  const blocks: object[] = [settings];
  const overrides = members.get('overrides');
  for (const one of Array.isArray(overrides) ? (overrides as readonly unknown[]) : []) {
    const override = new Map<string, unknown>(isObject(one) ? Object.entries(one) : []);
    const options = override.get('options');
    if (!isObject(options)) continue;
    const answers = patterns(override.get('files')).map((pattern) => appliesTo(pattern, extension));
    const excluded = patterns(override.get('excludeFiles')).some(
      (pattern) => appliesTo(pattern, extension) === 'yes',
    );
    if (answers.includes('yes') && !excluded) blocks.push(options);
    else if (answers.includes('maybe')) problems.push('its overrides for folders are not applied');
  }
  let style: StyleOptions = {};
  for (const block of blocks) {
    const { options, refused } = takeOptions(block);
    style = { ...style, ...options };
    for (const name of refused) problems.push(`its option ${JSON.stringify(name)} is not applied`);
  }
  return style;
}

function patterns(files: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(files) ? (files as readonly unknown[]) : [files];
  return list.filter((one) => typeof one === 'string');
}

async function print(code: string, language: FormattedLanguage, style: StyleOptions): Promise<string> {
  const [{ format }, babel, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/estree'),
  ]);
  const { parser } = LANGUAGES[language];
  // Of the languages that code can hold none is among the plugins: prettier need not look for them.
  const embeddedLanguageFormatting = 'off';
  const options: Options = { ...style, parser, plugins: [babel, estree], embeddedLanguageFormatting };
  try {
    const short = shortened(code, style);
    const restored = short?.restore(await format(short.code, options));
    return restored ?? (await format(code, options));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Error(`AM9005: ${language} that was to be formatted does not parse: ${problem}`, {
      cause: error,
    });
  }
}
