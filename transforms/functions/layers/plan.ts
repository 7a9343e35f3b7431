import { type DraftFile } from '../../../src/core/feature.js';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type LayerModel } from '../model.js';
import { type LayerDraft, layersModule } from './emit.js';

export interface LayersPlan {
  readonly files: readonly DraftFile[];
  readonly findings: readonly Finding[];
}

const MODULE = 'amplify/functions/layers.ts';

/** Makes the layers of the project anew, and settles their documents. */
export function planLayerVersions(
  models: readonly LayerModel[],
  folders: ReadonlyMap<string, string>,
  ledger: Ledger,
): LayersPlan {
  if (models.length === 0) return { files: [], findings: [] };
  const made = models.filter(hasFiles);
  const drafts = made.map((model): LayerDraft => ({
    name: model.name,
    folder: folders.get(model.name) ?? model.name,
    description: descriptionOf(model),
    installs: model.dependencies.size > 0,
  }));
  const copies = models.flatMap(({ files, name }) =>
    files.map(({ path, bytes }): DraftFile => ({
      path: `amplify/functions/${folders.get(name) ?? name}/layer/${path}`,
      content: bytes,
      language: 'verbatim',
    })),
  );
  const module: DraftFile = { path: MODULE, content: layersModule(drafts), language: 'typescript' };
  return {
    files: drafts.length === 0 ? [] : [module, ...copies],
    findings: models.flatMap((model) => settleLayer(model, ledger)),
  };
}

/** A layer that nothing can be made of is told, and functions do without it. */
export function hasFiles({ files }: LayerModel): boolean {
  return files.length > 0;
}

function descriptionOf({ settings }: LayerModel): string | undefined {
  return settings
    .map((node) => stringAt(node, 'description'))
    .find((text) => text !== undefined && text !== '');
}

function settleLayer(model: LayerModel, ledger: Ledger): Finding[] {
  const { template, settings, resource, teamProvider, name } = model;
  const target = { path: MODULE, property: name };
  const origin = resource.config?.origin ?? template?.origin ?? fileOrigin(resource.folder ?? MODULE);
  const made = hasFiles(model)
    ? finding('AM4007', 'functions', origin, { layer: name }, target)
    : finding('AM4010', 'functions', origin, { layer: name });
  const findings = [made];
  const settle = (node: JsonNode | null | undefined, disposition: Parameters<Ledger['settle']>[1]): void => {
    if (node && !ledger.isSettled(node)) ledger.settle(node, disposition);
  };
  for (const node of [template, resource.config, ...settings, ...teamProvider.values()]) {
    if (node) ledger.cover(node);
  }
  for (const node of membersOf(at(template ?? undefined, 'Resources')).values()) {
    const type = stringAt(node, 'Type');
    if (type === 'AWS::Lambda::LayerVersion') {
      settle(
        node,
        hasFiles(model) ? { kind: 'changed', target, finding: made } : { kind: 'manual', finding: made },
      );
    }
  }
  const shared = sharedWith(model);
  if (shared.length > 0) {
    const told = finding('AM4008', 'functions', shared[0]?.origin ?? origin, { layer: name }, target);
    findings.push(told);
    for (const node of shared) settle(node, { kind: 'manual', finding: told });
  }
  settle(template, { kind: 'bookkeeping', because: 'The frame around the versions of the layer.' });
  for (const node of settings) {
    settle(at(node, 'description'), { kind: 'override', target });
    settle(node, {
      kind: 'bookkeeping',
      because: 'Lambda takes what a layer says of runtimes as a hint only.',
    });
  }
  const because = 'The CLI of Gen 1 keeps the versions of its layers here.';
  for (const node of [resource.config, ...teamProvider.values()])
    settle(node, { kind: 'bookkeeping', because });
  return findings;
}

/** What gives the layer to others than the account itself. */
function sharedWith({ settings, template }: LayerModel): readonly JsonNode[] {
  const stated = settings.flatMap((node) =>
    itemsOf(at(node, 'permissions')).filter((item) => stringAt(item, 'type')?.toLowerCase() !== 'private'),
  );
  const permissions = [...membersOf(at(template ?? undefined, 'Resources')).values()].filter((node) => {
    const principal = at(node, 'Properties', 'Principal');
    return (
      stringAt(node, 'Type') === 'AWS::Lambda::LayerVersionPermission' &&
      stringAt(principal, 'Ref') !== 'AWS::AccountId'
    );
  });
  return [...stated, ...permissions];
}
