import { type DraftFile } from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type Lane, type LaneInput, type LaneOutput } from '../lane.js';
import { OVERRIDES_PATH, overridesModule } from './overrides-module.js';
import { parametersOf } from './parameters.js';
import { planReplaced } from './replaced.js';
import { replacedTemplates } from './resolvers.js';
import { resolverFiles, type ResolverFile } from './slots.js';
import { type StackModule, stackModule } from './stack-module.js';
import { RESOLVERS_FOLDER, TemplateFiles } from './stack-properties.js';
import { type CustomStack, readStacks, stackResolvers } from './stacks.js';
import { API } from './targets.js';
import { type OverridePlan, planApiOverride } from './override/plan.js';

export const CUSTOM_FOLDER = 'amplify/data/custom';

/** What the parts of the API besides its schema become, with all that the ledger asks for. */
export interface CustomPlan extends LaneOutput {
  /** `Query.f` of every field whose resolver is written. */
  readonly handled: ReadonlySet<string>;
  readonly stacks: readonly {
    readonly stack: CustomStack;
    readonly module: StackModule;
    readonly path: string;
  }[];
  /** Templates that the emitted code reads. */
  readonly templates: readonly ResolverFile[];
  readonly override: OverridePlan;
  /** Templates that have a place in the emitted code, or are told. */
  readonly told: ReadonlyMap<string, Finding>;
}

/** Custom stacks, templates and override.ts of the API as code of the Gen 2 backend. */
export function planCustom(input: LaneInput, lane: Lane): CustomPlan {
  const { app, resource, api, takeover } = input;
  const files = new TemplateFiles(resolverFiles(app, resource));
  const models = new Set(api.models.map(({ name }) => name));
  const { stacks, unreadable } = readStacks(app, resource);
  const taken = new Set(['overrides']);
  const written = stacks.map((stack) => {
    const module = stackModule(stack, parametersOf(app, resource, stack.template), {
      lane,
      takeover,
      models,
      files,
    });
    return { stack, module, path: `${CUSTOM_FOLDER}/${fileName(stack.name, taken)}.ts` };
  });
  const deployed = written.filter(({ module }) => module.text !== null);
  const replaced = planReplaced(input, replacedTemplates(app, resource, new Set(files.read)));
  const override = planApiOverride(input.override, input, lane, OVERRIDES_PATH);
  const overrides = overridesModule(input, lane, replaced, override);
  const templates = [...new Set([...files.read, ...replaced.files])];
  const findings = [
    ...unreadable.map(({ path, why }) => finding('AM3315', 'data', fileOrigin(path), { file: path, why })),
    ...written.flatMap(({ module }) => module.findings),
    ...replaced.findings,
    ...override.findings,
    ...templates.flatMap(deployedNames),
    ...functionFiles(input),
  ];
  return {
    files: [
      ...deployed.map(({ module, path }): DraftFile => typescript(path, module.text ?? '')),
      ...templates.map(({ name, text }): DraftFile => ({
        path: `${RESOLVERS_FOLDER}/${name}`,
        content: text,
        language: 'verbatim',
      })),
      ...(overrides === null ? [] : [typescript(overrides.path, overrides.text)]),
    ],
    backend: {
      resources: [],
      statements: [
        ...(overrides === null ? [] : [overrides.statement]),
        ...deployed.map(({ stack, module, path }) => callOf(stack, module, path, lane)),
      ],
    },
    dependencies: [],
    findings,
    access: [],
    secrets: [],
    handled: new Set(written.flatMap(({ stack }) => stackResolvers(stack))),
    stacks: written,
    templates,
    override,
    told: new Map(findings.map((told) => [told.origin.file, told])),
  };
}

function typescript(path: string, content: string): DraftFile {
  return { path, content, language: 'typescript' };
}

function callOf(stack: CustomStack, module: StackModule, path: string, lane: Lane) {
  const name = stack.name.replace(/[^A-Za-z0-9]/g, '') || 'Stack';
  const auth = module.usesAuth ? ', backend.auth' : '';
  return {
    code: `${module.functionName}(backend.createStack('${name}'), ${API[lane]}${auth});`,
    imports: [{ name: module.functionName, from: `./${path.slice('amplify/'.length, -'.ts'.length)}` }],
  };
}

/** A file for a stack: its own name, where that is one that a file can have. */
function fileName(stack: string, taken: Set<string>): string {
  const plain = stack.replace(/[^\w-]+/g, '-') || 'stack';
  let name = plain;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain}-${number}`;
  taken.add(name.toLowerCase());
  return name;
}

/** Names with the id of an API in them: 26 letters and digits between a model and an environment. */
function deployedNames({ path, text }: ResolverFile): Finding[] {
  const names = [...new Set(text.match(/\b[A-Za-z_]\w*-[a-z0-9]{26}-[a-z]{2,10}\b/g) ?? [])];
  return names.length === 0 ? [] : [finding('AM3303', 'data', fileOrigin(path), { file: path, names })];
}

/** Archives in functions/, which Gen 1 uploads for its stacks. */
function functionFiles({ resource }: LaneInput): Finding[] {
  return resource.files.flatMap((name) => {
    if (!name.startsWith('functions/')) return [];
    const file = `${resource.folder ?? ''}/${name}`;
    return [finding('AM3314', 'data', fileOrigin(file), { file })];
  });
}
