import { type Gen1App } from '../core/gen1-app.js';
import { type BackendFacts, backendFacts } from './facts/backend.js';
import { type Facts, cognitoFactsOf } from './facts/cognito.js';
import { Deployment, type Naming } from './facts/deployment.js';
import { builtFolder, gen1Auth } from './gen1-auth.js';
import { type Gen1Backend, gen1Backend } from './gen1-backend.js';
import { gen1Stacks } from './gen1-stacks.js';
import { type ApiFacts, apiFacts } from './graphql/api-facts.js';
import { type Access, accessOf } from './iam/access.js';
import { type Door, doorsOf } from './iam/doors.js';
import { type KnownNames } from './iam/names.js';
import { namedDeployment } from './named-deployment.js';
import { Resolver } from './resolve.js';
import { type RestFacts, restFacts } from './rest/facts.js';
import { type SynthResult } from './synth.js';
import { type Stacks } from './template.js';

/** Everything of a backend that is compared, in a form in which both generations are equal when they behave alike. */
export interface Generation {
  /** Null when the backend has no user pool of its own. */
  readonly auth: Facts | null;
  /** Buckets, tables and functions. */
  readonly backend: BackendFacts;
  /** Who may do what by IAM. */
  readonly access: Access;
  /** Null when there is no GraphQL API. */
  readonly api: ApiFacts | null;
  readonly rest: RestFacts;
  /** What else lets others in. */
  readonly doors: readonly Door[];
}

/** Gen 1's side, with the names of its resources. */
export interface Gen1Generation extends Generation {
  readonly known: KnownNames;
  /** What the stacks of auth alone let roles do: storage adds to it when it moves. */
  readonly accessOfAuth: Access;
  /** Whether it was read from the templates that Gen 1 has built, which hold overrides, or made from the settings. */
  readonly from: 'built' | 'inputs';
}

/**
 * What Gen 1 deploys. Built templates in the repository are the truth; without them the settings are.
 * @param api what its transformers make of the schema
 * @throws MigrateError when a file is neither JSON nor YAML
 */
export async function gen1Generation(app: Gen1App, api: ApiFacts | null): Promise<Gen1Generation> {
  const from = hasBuiltTemplates(app) ? 'built' : 'inputs';
  return { ...(await fromTemplates(app, from)), api, from };
}

type Templates = Omit<Gen1Generation, 'api' | 'from'>;

/** The same by the templates that Gen 1 has built, or by the settings alone. */
export async function fromTemplates(app: Gen1App, from: 'built' | 'inputs'): Promise<Templates> {
  const [templates, backend] = await Promise.all([gen1Auth(app, from), gen1Backend(app, from)]);
  const auth = templates && cognitoFactsOf(namedDeployment(backend.stacks, backend.known));
  const accessOfAuth: Access = templates ? accessOf(gen1Stacks(templates), backend.known) : new Map();
  return { auth, accessOfAuth, ...ofBackend(backend) };
}

function ofBackend({ stacks, known, withRest }: Gen1Backend): Omit<Templates, 'auth' | 'accessOfAuth'> {
  const access = accessOf(stacks, known);
  return {
    backend: backendFacts(stacks, known),
    access,
    known,
    doors: doorsOf(namedDeployment(withRest ?? stacks, known)),
    rest: withRest
      ? restFacts(withRest, known, accessOf(withRest, known))
      : restFacts(new Map(), known, access),
  };
}

/** Whether the CLI has left a template of every resource that has settings. */
export function hasBuiltTemplates(app: Gen1App): boolean {
  return builtFolder(app) !== null;
}

/** What a synthesised backend deploys, with the resources named as Gen 1 knows them. */
export async function gen2Generation(synthesised: SynthResult, known: KnownNames): Promise<Generation> {
  const { stacks } = synthesised;
  const auth = cognitoFactsOf(namedDeployment(stacks, known));
  const access = accessOf(stacks, known);
  const hasApi = new Resolver(stacks).resources().some(({ type }) => type === 'AWS::AppSync::GraphQLApi');
  return {
    auth: auth.UserPool === null ? null : auth,
    backend: backendFacts(stacks, known),
    access,
    rest: restFacts(stacks, known, access),
    doors: doorsOf(namedDeployment(stacks, known)),
    api: hasApi ? await apiFacts(synthesised, roleNaming(stacks, known)) : null,
  };
}

/** The API lets roles of functions pass, which it knows in Gen 1 by the names of the functions. */
function roleNaming(stacks: Stacks, known: KnownNames): Naming {
  const [plain, named] = [new Deployment(stacks), namedDeployment(stacks, known)];
  const roles = new Map<string, string>();
  for (const [at, { type, properties }] of plain.resources.entries()) {
    if (type !== 'AWS::Lambda::Function') continue;
    const fn = known.functions.find(({ name }) => named.resources[at]?.id === `Function.${name}`);
    const role = plain.at(properties['Role']);
    if (fn && role) roles.set(role.id, fn.physicalName);
  }
  return {
    spelled: () => (text) => text.replace(/\$\{([^{}]+)\}/g, (token, id: string) => roles.get(id) ?? token),
  };
}
