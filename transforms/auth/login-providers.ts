import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type Code, type Entry, code, literal, member, object } from '../../src/emit/code.js';
import { identityPoolFacts, sameFact } from './cognito.js';
import { gen1Cognito } from './gen1-cognito.js';
import { type AuthModel } from './model.js';

/**
 * The statements for `SupportedLoginProviders`. Their app ids are kept by environment; where they differ, a
 * table takes the place of the ids of one environment.
 */
export function loginProviderBlock(
  model: AuthModel,
  app: Gen1App,
  statements: readonly Code[],
  findings: Finding[],
): readonly Code[] {
  const byEnvironment = [...model.configByEnvironment].map(([name, config]) => {
    const { identityPool } = gen1Cognito(config, { useEnabledMfas: true });
    return [name, identityPoolFacts(identityPool ?? {}).SupportedLoginProviders] as const;
  });
  const [first] = byEnvironment;
  if (!first || byEnvironment.every(([, providers]) => sameFact(providers, first[1]))) return statements;
  const names = byEnvironment.map(([name]) => name);
  findings.push(finding('AM1108', 'auth', model.document.origin, { environments: names.join(', ') }));
  const table = object(byEnvironment.map(([name, providers]): Entry => [name, literal({ ...providers })]));
  // other branches, such as those of a feature, take the ids of the chosen environment
  const own = member(code`loginProviders`, app.environment.name);
  return [
    code`const loginProviders: Record<string, Record<string, string>> = ${table};`,
    code`cfnIdentityPool.supportedLoginProviders = loginProviders[environmentName] ?? ${own};`,
  ];
}
