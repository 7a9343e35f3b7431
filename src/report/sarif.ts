import { createHash } from 'node:crypto';
import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import { type Code } from '../core/codes/index.js';
import { type Finding, type Level, type Target } from '../core/finding.js';
import { type AccessChange } from '../core/plan.js';
import { areaOf } from './areas.js';
import { definitionOf, remedyOf } from './codes.js';
import { clip, escapeJson } from './escape.js';
import { prose } from './markdown-text.js';
import { LineIndex, outputPath, type Place, placeOfAccess, projectPath, Targets } from './places.js';
import { type PrintOptions } from './printer.js';
import { type Report } from './report.js';

/** The name of the base of all paths; whoever reads the log knows where the repository is. */
const BASE = '%SRCROOT%';

/** From 7.0 on, GitHub shows an alert as one of high severity. */
const WIDENED_SEVERITY = '8.0';

/** How bad a change of access is: less than before is what users will notice, and no hole. */
const ACCESS_LEVELS: Readonly<Record<AccessChange['change'], Level>> = {
  widened: 'error',
  changed: 'warning',
  narrowed: 'warning',
};

/** SARIF 2.1.0, for code scanning and for editors: findings and changes of access, with the codes as rules. */
export function printSarif(report: Report, options: PrintOptions): string {
  return `${escapeJson(JSON.stringify(new SarifView(report, options).log(), null, 2))}\n`;
}

class SarifView {
  readonly #report: Report;
  readonly #options: PrintOptions;
  readonly #targets: Targets;
  readonly #codes: readonly Code[];
  readonly #indexes = new Map<string, LineIndex>();
  /** How often a fingerprint was made: two findings may be alike but for their words. */
  readonly #fingerprints = new Map<string, number>();

  constructor(report: Report, options: PrintOptions) {
    this.#report = report;
    this.#options = options;
    this.#targets = new Targets(report);
    this.#codes = [...new Set([...report.access, ...report.findings].map(({ code }) => code))].sort();
  }

  log(): Log {
    const { tool, project, access, findings } = this.#report;
    const [name = tool, version] = tool.split(' ');
    return {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name,
              ...(version !== undefined && { version, semanticVersion: version }),
              rules: this.#codes.map((code) => this.#rule(code)),
            },
          },
          // Runs about other environments of the same commit stand beside this one.
          automationDetails: { id: `${name}/${encoded(project.env)}/` },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { [BASE]: { description: { text: 'The top of the repository.' } } },
          results: [
            ...access.map((change) => this.#accessResult(change)),
            ...findings.map((finding) => this.#findingResult(finding)),
          ],
        },
      ],
    };
  }

  #rule(code: Code): ReportingDescriptor {
    const definition = definitionOf(code);
    const { title, why, level } = definition;
    const changes = this.#report.access.filter((change) => change.code === code);
    const area = areaOf(code);
    const remedy = remedyOf(definition);
    const said = (words: string): string => prose(words, 'document');
    return {
      id: code,
      name: nameOf(title),
      shortDescription: { text: title },
      fullDescription: { text: why },
      helpUri: area.page,
      help: {
        text: `${why}\n\nWhat to do: ${remedy}`,
        markdown: `**${said(title)}**\n\n${said(why)}\n\n**What to do:** ${said(remedy)}`,
      },
      defaultConfiguration: { level },
      properties: {
        tags: ['migration', area.feature, ...(changes.length > 0 ? ['security'] : [])],
        ...(changes.some(({ change }) => change === 'widened') && { 'security-severity': WIDENED_SEVERITY }),
      },
    };
  }

  #findingResult(finding: Finding): Result {
    const { code, level, title, message, remedy, feature, origin, target } = finding;
    return {
      ...this.#ruleOf(code),
      level,
      message: { text: messageText(`${title}: ${clip(message)}\n\nWhat to do: ${clip(remedy)}`) },
      ...this.#places(origin, target ?? this.#targets.of(origin, code)),
      ...this.#fingerprint([code, origin.file, origin.pointer]),
      ...suppressed(finding),
      properties: { feature },
    };
  }

  #accessResult(access: AccessChange): Result {
    const { principal, action, resource, gen1, gen2, change, proved, code } = access;
    const origin = placeOfAccess(access, this.#report);
    const who = `Access ${change}: ${principal}: ${action} on ${resource}`;
    return {
      ...this.#ruleOf(code),
      level: ACCESS_LEVELS[change],
      message: { text: messageText(`${clip(who)}\n\nGen 1: ${clip(gen1)}\n\nGen 2: ${clip(gen2)}`) },
      ...(origin && this.#places(origin, this.#targets.of(origin, code))),
      ...this.#fingerprint([code, principal, action, resource]),
      ...suppressed(access),
      properties: { principal, action, resource, gen1, gen2, change, proved },
    };
  }

  #ruleOf(code: Code): Pick<Result, 'ruleId' | 'ruleIndex'> {
    return { ruleId: code, ruleIndex: this.#codes.indexOf(code) };
  }

  #places(origin: Place, target: Target | undefined): Pick<Result, 'locations' | 'relatedLocations'> {
    const { line, column, file, pointer } = origin;
    const uri = encoded(projectPath(file, this.#report, this.#options));
    return {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri, uriBaseId: BASE },
            region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
          },
          ...(pointer !== '' && { logicalLocations: [{ fullyQualifiedName: pointer }] }),
        },
      ],
      ...(target && { relatedLocations: [this.#related(target)] }),
    };
  }

  /** Where it went in Gen 2, with the line where the emitted code is known. */
  #related(target: Target): Location {
    const line = this.#linesOf(target.path).lineOf(target.property);
    const uri = encoded(outputPath(target.path, this.#report, this.#options));
    return {
      id: 1,
      message: { text: messageText(`Gen 2: ${target.property ?? target.path}`) },
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: BASE },
        ...(line !== undefined && { region: { startLine: line } }),
      },
    };
  }

  #linesOf(path: string): LineIndex {
    const index = this.#indexes.get(path) ?? new LineIndex(this.#options.texts?.gen2.get(path) ?? '');
    this.#indexes.set(path, index);
    return index;
  }

  /** Of what stays the same when lines move and sentences are reworded. */
  #fingerprint(parts: readonly string[]): Pick<Result, 'partialFingerprints'> {
    const hash = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
    const count = (this.#fingerprints.get(hash) ?? 0) + 1;
    this.#fingerprints.set(hash, count);
    return { partialFingerprints: { 'amplifyMigrate/v1': `${hash}:${count}` } };
  }
}

/** What somebody has accepted is told, and raises no alert. */
function suppressed({ accepted }: { readonly accepted?: string }): Pick<Result, 'suppressions'> {
  if (accepted === undefined) return {};
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: clip(accepted) }] };
}

/** A relative URI of a path; what is no valid Unicode can't be encoded. */
function encoded(path: string): string {
  return path
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** `AUserPoolKeepsItsId`: what viewers show beside the code of a rule. */
function nameOf(title: string): string {
  const words = title.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** Text that a viewer takes as it is: no link (SARIF 2.1.0, 3.11.6) and no placeholder (3.11.5). */
function messageText(text: string): string {
  const plain = text.replaceAll(/\{\d+\}/g, '{$&}');
  return plain.includes('](') ? plain.replaceAll(/[[\]\\]/g, '\\$&') : plain;
}
