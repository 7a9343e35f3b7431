import pc from 'picocolors';
import { FEATURES, type FeatureId } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';
import { clipName, visible } from '../report/escape.js';
import { block, labelled, widest } from '../report/layout.js';
import { type PrintOptions } from '../report/printer.js';
import { type Report, countFindings, meaningfulSettings } from '../report/report.js';
import { printAccess } from '../report/text.js';
import { type InventoryItem } from './inventory.js';

/** What `assess` knows besides the report. */
export interface Assessment {
  readonly app: Gen1App;
  readonly items: readonly InventoryItem[];
  readonly available: readonly FeatureId[];
}

/** The text of `assess`: what is here, what it becomes, what this version can move, and in which order. */
export function printAssessment(assessment: Assessment, report: Report, options: PrintOptions): string {
  const sections = [
    header(assessment, report, options),
    printAccess(report, options),
    inventorySection(assessment, options),
    coverageSection(report, options),
    cutoverSection(assessment, options),
    nextSection(options),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function header({ app }: Assessment, report: Report, { width }: PrintOptions): string[] {
  const others = app.environments.map(({ name }) => name).filter((name) => name !== app.environment.name);
  const environments = `environment ${plain(app.environment.name)}${
    others.length === 0 ? '' : ` (others: ${others.map(plain).join(', ')})`
  }`;
  return block([`${report.tool} · ${plain(app.projectName)} · ${environments}`], width, 0);
}

function inventorySection({ items, app, available }: Assessment, options: PrintOptions): string[] {
  const { bold, dim, green, yellow } = pc.createColors(options.color);
  const lines = [bold(`What is here (${items.length})`)];
  const categories = [...new Set(items.map(({ category }) => category))];
  for (const category of categories) {
    const inCategory = items.filter((item) => item.category === category);
    lines.push(`  ${bold(plain(category))}`);
    for (const { name, service, details, becomes, feature } of inCategory) {
      const about = [service, ...details].filter((word) => word !== '').map(plain);
      const can = available.includes(feature) ? green('now') : yellow('later');
      lines.push(
        ...block(
          [`${plain(name)}${about.length === 0 ? '' : dim(` (${about.join('; ')})`)}`],
          options.width,
          4,
        ),
      );
      lines.push(
        ...labelled('→', [`${plain(becomes)} · ${feature}, ${can}`], options.width, { indent: 6, label: 2 }),
      );
    }
  }
  if (app.projectOverride !== null) {
    lines.push(
      ...block([`The whole project has an override: ${plain(app.projectOverride)}`], options.width, 2),
    );
  }
  return lines;
}

function coverageSection(report: Report, options: PrintOptions): string[] {
  const { bold, red } = pc.createColors(options.color);
  const { kept, total } = meaningfulSettings(report);
  if (report.project.features.length === 0) return [];
  const widened = report.access.filter(({ change }) => change === 'widened').length;
  const rows: [string, string][] = [
    [`${kept} of ${total}`, `settings of ${report.project.features.join(', ')} keep their meaning`],
    [String(countFindings(report, 'error')), 'to do before you deploy'],
    [String(countFindings(report, 'warning')), 'to check'],
    [
      String(report.access.length),
      widened === 0 ? 'changes of access' : `changes of access, ${red(`${widened} widened`)}`,
    ],
    [String(report.secrets.length), 'secrets to create'],
  ];
  const label = widest(rows.map(([count]) => count)) + 2;
  return [
    bold('What would carry over'),
    ...rows.flatMap(([count, words]) => labelled(count, [words], options.width, { indent: 2, label })),
  ];
}

const ORDER: Readonly<Record<FeatureId, string>> = {
  auth: 'first: everything else asks it who somebody is',
  storage: 'after auth: its rules name guests, users and groups',
  functions: 'after auth: grants name user pools and buckets',
  data: 'after auth and functions: its rules name groups, its resolvers functions',
  rest: 'after functions, which answer it',
  geo: 'after auth, whose roles may use it',
  analytics: 'after auth, whose roles may use it',
  custom: 'after all that its stacks refer to',
  hosting: 'when the backend of the branch is up',
  client: 'last: when amplify_outputs.json describes a backend that stands',
};

/** The order in which features are moved: each after what it refers to. */
const CUTOVER: readonly FeatureId[] = [
  'auth',
  'storage',
  'functions',
  'data',
  'rest',
  'geo',
  'analytics',
  'custom',
  'hosting',
  'client',
];

function cutoverSection({ items, available }: Assessment, options: PrintOptions): string[] {
  const { bold, green, yellow } = pc.createColors(options.color);
  const present = new Set<FeatureId>([...items.map(({ feature }) => feature), 'client']);
  const steps = CUTOVER.filter((feature) => present.has(feature));
  const label = widest(FEATURES) + 2;
  return [
    bold('Order of the cutover'),
    ...steps.flatMap((feature, index) => {
      const can = available.includes(feature) ? green('now') : yellow('later');
      const number = `${String(index + 1).padStart(2)}  `;
      return labelled(`${number}${feature}`, [`${ORDER[feature]} (${can})`], options.width, {
        indent: 0,
        label: label + number.length,
      });
    }),
    ...block(
      ['now: this version can move it · later: leave it in Gen 1, both can run side by side'],
      options.width,
      2,
    ),
  ];
}

function nextSection({ next, color, width }: PrintOptions): string[] {
  const { bold, cyan } = pc.createColors(color);
  if (next.length === 0) return [];
  return [
    bold('Next'),
    ...next.flatMap(({ what, command }) => [
      ...block([visible(what)], width, 2),
      ...(command === undefined ? [] : [`    ${cyan(visible(command))}`]),
    ]),
  ];
}

function plain(text: string): string {
  return visible(clipName(text));
}
