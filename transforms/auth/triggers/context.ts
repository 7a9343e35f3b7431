import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { LambdaContext } from '../../shared/lambda/context.js';
import { type Part } from '../../shared/lambda/intrinsics.js';
import { type TriggerModel, labelOf } from './model.js';

/** What the planning of one trigger needs to know, and where it tells what it found. */
export class TriggerContext<Event extends string = string> extends LambdaContext<TriggerModel<Event>> {
  override readonly feature = 'auth';
  override readonly nameReason = 'Gen 2 names functions itself; the pool knows its triggers by ARN.';
  override readonly name: string;
  override readonly folder: string;
  override readonly exportName: Event;
  override readonly modules: readonly string[];

  constructor(
    model: TriggerModel<Event>,
    app: Gen1App,
    readonly poolName: string,
    options: PlanOptions,
    ledger: Ledger,
  ) {
    super(model, app, options, ledger);
    const [first] = model.events;
    this.name = first.folder;
    this.folder = `amplify/auth/${first.folder}`;
    this.exportName = first.event;
    this.modules = model.modules;
  }

  override get label(): string {
    return labelOf(this.model);
  }

  override output(parameter: string): readonly Part[] | undefined {
    if (parameter === `auth${this.poolName}UserPoolId`) return [{ hole: 'userPoolId' }];
    if (parameter === `auth${this.poolName}UserPoolArn`) return [{ hole: 'userPoolArn' }];
    return undefined;
  }

  override readonly keepsSecretNames = false;

  override ownLayer(): null {
    return null;
  }

  override notNode(node: JsonNode, runtime: string): void {
    this.manual(node, 'AM1304', { trigger: this.label, runtime });
  }

  override intrinsic(): undefined {
    return undefined;
  }
}
