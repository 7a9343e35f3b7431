import {
  type BackendPart,
  type FeatureId,
  type NamedImport,
  type PlanOptions,
} from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type JsonNode } from '../../src/core/json.js';
import { type Ledger } from '../../src/core/ledger.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Code, code, member } from '../../src/emit/code.js';
import { LambdaContext } from '../shared/lambda/context.js';
import { type Part } from '../shared/lambda/intrinsics.js';
import { type FunctionModel } from './model.js';

/** A function of the Gen 2 backend, as others find it. */
export interface Peer {
  /** Its key in `defineBackend`, which is the constant that its module exports. */
  readonly key: string;
  /** The module, as amplify/backend.ts imports it. */
  readonly from: string;
  /** Who moves it. */
  readonly feature: 'auth' | 'functions';
}

/** What the values of other resources are in amplify/backend.ts. */
export interface Outputs {
  /** A parameter that another resource fills, such as `storagephotosBucketName`. */
  parameter(context: FunctionContext, name: string): readonly Part[] | undefined;
  /** An intrinsic function about another resource, such as Fn::ImportValue or Fn::GetAtt. */
  intrinsic(context: FunctionContext, node: JsonNode): readonly Part[] | undefined;
}

/** What the planning of one function needs to know, and where it puts what it found. */
export class FunctionContext extends LambdaContext<FunctionModel> {
  override readonly feature = 'functions';
  override readonly nameReason = 'Gen 2 names functions itself; whoever calls the function is told its name.';
  override readonly modules = [];
  override readonly name: string;
  override readonly folder: string;
  override readonly exportName: string;
  override readonly label: string;
  /** Statements of amplify/backend.ts about this function, in their order. */
  readonly statements: BackendPart['statements'][number][] = [];
  readonly access: AccessChange[] = [];
  /** Features whose resources the emitted code names. */
  readonly needs = new Set<FeatureId>();

  constructor(
    model: FunctionModel,
    app: Gen1App,
    options: PlanOptions,
    ledger: Ledger,
    /** All functions by their Gen 1 names, this one too. */
    readonly peers: ReadonlyMap<string, Peer>,
    readonly outputs: Outputs,
  ) {
    super(model, app, options, ledger);
    this.name = model.functionName;
    this.folder = `amplify/functions/${model.functionName}`;
    this.exportName = peers.get(model.functionName)?.key ?? model.functionName;
    this.label = `the function ${model.functionName}`;
  }

  /** The principal of `access`. */
  get principal(): string {
    return `function:${this.model.functionName}`;
  }

  /** `backend.hello` */
  get backendFunction(): Code {
    return member(code`backend`, this.exportName);
  }

  /** Adds a statement to amplify/backend.ts. */
  say(statement: Code, imports: readonly NamedImport[] = []): void {
    this.statements.push({ code: statement, imports });
  }

  override output(parameter: string): readonly Part[] | undefined {
    return this.outputs.parameter(this, parameter);
  }

  override intrinsic(node: JsonNode): readonly Part[] | undefined {
    return this.outputs.intrinsic(this, node);
  }
}
