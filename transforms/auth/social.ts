import { type Finding, finding } from '../../src/core/finding.js';
import { type JsonNode, at, itemsOf, stringAt } from '../../src/core/json.js';
import { type Disposition, type Ledger } from '../../src/core/ledger.js';
import { type SecretToCreate } from '../../src/core/plan.js';
import { clientFacts } from './cognito.js';
import { PROVIDER_SECRETS } from './define-auth.js';
import { RESOURCE_PATH } from './facts-carried.js';
import { type DefineAuthProps, PROVIDER_NAMES, type SocialProvider } from './gen2-cognito.js';
import { type AuthModel } from './model.js';

/** Social providers and the hosted UI: what to tell, and which secrets to create. */
export interface SocialPlan {
  readonly findings: readonly Finding[];
  readonly secrets: readonly SecretToCreate[];
  /** What became of `hostedUIDomainName`; null where there is none. */
  readonly domain: Disposition | null;
}

export function planSocial(model: AuthModel, props: DefineAuthProps, ledger: Ledger): SocialPlan {
  const findings: Finding[] = [];
  const secrets: SecretToCreate[] = [];
  const list = itemsOf(at(model.settings, 'hostedUIProviderMeta'));
  for (const node of list) {
    const name = stringAt(node, 'ProviderName') ?? '';
    const provider = props.externalProviders?.providers.find(({ kind }) => PROVIDER_NAMES[kind] === name);
    const told = provider ? providerFindings(provider, props, node) : [unknownProvider(name, node)];
    findings.push(...told);
    if (provider) secrets.push(...providerSecrets(provider));
    ledger.settle(node, providerDisposition(provider, told));
  }
  const missingUrls = urlsMissing(model, props);
  if (missingUrls) findings.push(missingUrls);
  const domain = domainDisposition(model, missingUrls);
  if (domain?.kind === 'changed' && domain.finding !== missingUrls) findings.push(domain.finding);
  if (!domain && props.externalProviders) {
    const node = at(model.settings, 'oAuthMetadata') ?? model.settings;
    findings.push(finding('AM1226', 'auth', node.origin, {}, { path: RESOURCE_PATH }));
  }
  const implicit = implicitFlow(model);
  return { findings: implicit ? [...findings, implicit] : findings, secrets, domain };
}

function unknownProvider(provider: string, node: JsonNode): Finding {
  return finding('AM1210', 'auth', node.origin, { provider });
}

function providerFindings(provider: SocialProvider, props: DefineAuthProps, node: JsonNode): Finding[] {
  const name = PROVIDER_NAMES[provider.kind];
  const names = Object.values(PROVIDER_SECRETS[provider.kind]).map((secret) => `\`${secret}\``);
  const findings = [
    finding(
      'AM1206',
      'auth',
      node.origin,
      { provider: name, secrets: names.join(', ') },
      { path: RESOURCE_PATH },
    ),
  ];
  // auth-construct maps the address whenever e-mail is a login and phone is not
  const mapsEmail = props.email !== null && props.phone === null;
  if (mapsEmail && provider.attributeMapping['email'] === undefined) {
    findings.push(finding('AM1209', 'auth', node.origin, { provider: name }, { path: RESOURCE_PATH }));
  }
  return findings;
}

function providerSecrets(provider: SocialProvider): SecretToCreate[] {
  return Object.entries(PROVIDER_SECRETS[provider.kind]).map(([property, name]) => ({
    name,
    purpose: `${property} of ${PROVIDER_NAMES[provider.kind]} sign-in`,
  }));
}

function providerDisposition(provider: SocialProvider | undefined, told: readonly Finding[]): Disposition {
  const [first] = told;
  if (!provider && first) return { kind: 'manual', finding: first };
  const target = { path: RESOURCE_PATH, property: `loginWith.externalProviders.${provider?.kind ?? ''}` };
  const mapped = told.find(({ code }) => code === 'AM1209');
  return mapped ? { kind: 'changed', target, finding: mapped } : { kind: 'exact', target };
}

/** Gen 1 had pages or providers, but nothing says where they lead back to. */
function urlsMissing(model: AuthModel, props: DefineAuthProps): Finding | null {
  const wanted =
    model.config.hostedUIDomainName !== undefined || (model.config.hostedUIProviderMeta ?? []).length > 0;
  if (!wanted || props.externalProviders) return null;
  const node =
    at(model.settings, 'oAuthMetadata') ?? at(model.settings, 'hostedUIDomainName') ?? model.settings;
  return finding('AM1208', 'auth', node.origin, {});
}

function domainDisposition(model: AuthModel, missingUrls: Finding | null): Disposition | null {
  const node = at(model.settings, 'hostedUIDomainName');
  if (!node || model.config.hostedUIDomainName === undefined) return null;
  if (missingUrls) return { kind: 'manual', finding: missingUrls };
  const target = { path: RESOURCE_PATH, property: 'loginWith.externalProviders' };
  const domain = `${model.config.hostedUIDomainName}-<environment>`;
  return { kind: 'changed', target, finding: finding('AM1207', 'auth', node.origin, { domain }, target) };
}

function implicitFlow(model: AuthModel): Finding | null {
  const flows = clientFacts(model.cognito.webClient ?? {}).OAuth?.AllowedOAuthFlows ?? [];
  if (!flows.includes('implicit')) return null;
  const node =
    at(model.settings, 'oAuthMetadata', 'AllowedOAuthFlows') ??
    at(model.settings, 'oAuthMetadata') ??
    model.settings;
  return finding('AM1205', 'auth', node.origin, {});
}
