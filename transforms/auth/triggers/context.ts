import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at } from '../../../src/core/json.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { type Part } from '../../shared/lambda/intrinsics.js';
import { type Peer, ReferringContext } from '../../shared/references/context.js';
import { byReference, namedBy } from '../../shared/references/known-names.js';
import { type Neighbours, noNeighbours } from '../../shared/references/neighbours.js';
import { type Surroundings } from '../../shared/references/surroundings.js';
import { ProjectOutputs } from '../../shared/references/outputs.js';
import { type TriggerModel, labelOf } from './model.js';

/** What the planning of one trigger needs to know, and where it tells what it found. */
export class TriggerContext<Event extends string = string> extends ReferringContext<TriggerModel<Event>> {
  override readonly feature = 'auth';
  override readonly nameReason = 'Gen 2 names functions itself; the pool knows its triggers by ARN.';
  override readonly name: string;
  override readonly folder: string;
  override readonly exportName: Event;
  override readonly modules: readonly string[];
  override readonly peers: ReadonlyMap<string, Peer>;
  readonly #outputs: ProjectOutputs;
  readonly #surroundings: Surroundings;

  constructor(
    model: TriggerModel<Event>,
    app: Gen1App,
    readonly poolName: string,
    options: PlanOptions,
    ledger: Ledger,
    neighbours: Neighbours = noNeighbours(poolName),
  ) {
    super(model, app, options, ledger);
    const [first] = model.events;
    this.name = first.folder;
    this.folder = `amplify/auth/${first.folder}`;
    this.exportName = first.event;
    this.modules = model.modules;
    this.peers = neighbours.peers;
    this.#surroundings = neighbours.surroundings;
    this.#outputs = new ProjectOutputs(neighbours.surroundings);
  }

  override get label(): string {
    return labelOf(this.model);
  }

  override output(parameter: string): readonly Part[] | undefined {
    if (parameter === `auth${this.poolName}UserPoolId`) return [{ hole: 'userPoolId' }];
    if (parameter === `auth${this.poolName}UserPoolArn`) return [{ hole: 'userPoolArn' }];
    return this.#isServed ? this.#outputs.parameter(this, parameter) : undefined;
  }

  /** What the backend has for a resource that a policy calls as Gen 1 does. */
  called(parts: readonly Part[]): readonly (readonly Part[])[] {
    return this.#isServed ? byReference(parts, this, this.#surroundings) : [parts];
  }

  /** The same for the value of a variable. */
  named(parts: readonly Part[]): readonly Part[] | 'itself' | undefined {
    return this.#isServed ? namedBy(parts, this, this.#surroundings) : undefined;
  }

  /** `defineFunction` alone fills in variables when the function starts, see besideHelper. */
  get #isServed(): boolean {
    return this.isNode;
  }

  override ownLayer(): null {
    return null;
  }

  override notNode(node: JsonNode, runtime: string): void {
    this.manual(node, 'AM1304', { trigger: this.label, runtime });
  }

  override intrinsic(node: JsonNode): readonly Part[] | undefined {
    const isImport = at(node, 'Fn::ImportValue') !== undefined;
    return isImport && this.#isServed ? this.#outputs.intrinsic(this, node) : undefined;
  }
}
