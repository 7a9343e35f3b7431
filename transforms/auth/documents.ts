import { finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type JsonNode, at } from '../../src/core/json.js';
import { type Disposition, type Ledger, type LedgerEntry } from '../../src/core/ledger.js';
import { type AuthModel } from './model.js';
import { type AuthDraft } from './draft.js';

/** Puts every document of the auth category into the scope of the ledger. */
export function coverDocuments(model: AuthModel, app: Gen1App, ledger: Ledger): void {
  for (const { node, disposition } of documentsOf(model, app)) {
    ledger.cover(node);
    if (disposition) ledger.settle(node, disposition);
  }
}

interface CoveredDocument {
  readonly node: JsonNode;
  /** Null for documents that rules settle leaf by leaf. */
  readonly disposition: Disposition | null;
}

function documentsOf(model: AuthModel, app: Gen1App): CoveredDocument[] {
  const bookkeeping = (node: JsonNode | null | undefined, because: string): CoveredDocument[] =>
    node ? [{ node, disposition: { kind: 'bookkeeping', because } }] : [];
  const config = app.documents.backendConfig ?? undefined;
  return [
    { node: model.document, disposition: null },
    ...bookkeeping(at(config, 'auth'), 'written by the Gen 1 CLI from the settings of the resource'),
    ...bookkeeping(
      at(app.documents.cli ?? undefined, 'features', 'auth'),
      'flags of the Gen 1 CLI; their effect is part of what it deploys',
    ),
    ...bookkeeping(
      at(app.documents.cliForEnvironment ?? undefined, 'features', 'auth'),
      'flags of the Gen 1 CLI; their effect is part of what it deploys',
    ),
    ...app.environments.flatMap(({ teamProvider }) =>
      bookkeeping(
        at(teamProvider ?? undefined, 'awscloudformation'),
        'where the Gen 1 environment is deployed',
      ),
    ),
    ...[...model.teamProvider.values()].map((node) => ({ node, disposition: null })),
    ...bookkeeping(
      at(app.documents.amplifyMeta ?? undefined, 'auth'),
      'what was deployed last, as the Gen 1 CLI remembers it',
    ),
    ...(model.template ? [{ node: model.template.document, disposition: null }] : []),
  ];
}

/** The entries of the ledger; what no rule knew becomes a finding with its place. */
export function finishLedger(model: AuthModel, draft: AuthDraft): LedgerEntry[] {
  settleTeamProvider(model, draft);
  const version = at(model.document, 'version');
  if (version) draft.ledger.settle(version, { kind: 'bookkeeping', because: 'version of the format' });
  if (model.template && !draft.ledger.isSettled(model.template.document)) {
    draft.ledger.settle(model.template.document, {
      kind: 'bookkeeping',
      because: 'made by the Gen 1 CLI; its values were compared with what Gen 2 deploys',
    });
  }
  return draft.ledger.entries((leaf) => {
    const told = finding('AM0001', 'auth', leaf.origin, { key: leaf.origin.pointer });
    draft.findings.push(told);
    return { kind: 'manual', finding: told };
  });
}

const APP_IDS = ['facebookAppId', 'googleClientId', 'amazonAppId', 'appleAppId'];

/** Values by environment: app ids decide the login providers, credentials are secrets. */
function settleTeamProvider(model: AuthModel, draft: AuthDraft): void {
  for (const [environment, entry] of model.teamProvider) {
    const credentials = at(entry, 'hostedUIProviderCreds');
    if (credentials && !draft.ledger.isSettled(credentials)) {
      const told = finding('AM1216', 'auth', credentials.origin, { key: 'hostedUIProviderCreds' });
      draft.findings.push(told);
      draft.ledger.settle(credentials, { kind: 'manual', finding: told });
    }
    for (const key of APP_IDS) {
      const node = at(entry, key);
      if (!node || draft.ledger.isSettled(node)) continue;
      draft.ledger.settle(node, {
        kind: 'override',
        target: { path: 'amplify/auth/overrides.ts', property: `supportedLoginProviders (${environment})` },
      });
    }
    if (!draft.ledger.isSettled(entry) && model.form === 'imported') {
      draft.ledger.settle(entry, {
        kind: 'exact',
        target: { path: 'amplify/auth/resource.ts', property: `environments.${environment}` },
      });
    } else if (!draft.ledger.isSettled(entry) && entry.kind === 'object' && entry.members.size === 0) {
      draft.ledger.settle(entry, { kind: 'bookkeeping', because: 'empty' });
    }
  }
}
