import { type BackendPart, type NamedImport, type PlanOptions } from '../../src/core/feature.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, stringAt } from '../../src/core/json.js';
import { type Ledger } from '../../src/core/ledger.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Code } from '../../src/emit/code.js';
import { type Part, evaluate, shownParts } from '../shared/lambda/intrinsics.js';
import { scopeOf } from '../shared/lambda/parameters.js';
import { functionNode } from '../shared/lambda/read.js';
import { type Outputs, type Peer, ReferringContext } from '../shared/references/context.js';
import { type Build, buildOf, shownCommand } from './build/plan.js';
import { tellFramework } from './build/framework.js';
import { type FunctionModel } from './model.js';
import { cdkRuntime, runsAsItLies } from './runtimes.js';

/** What the planning of one function needs to know, and where it puts what it found. */
export class FunctionContext extends ReferringContext<FunctionModel> {
  override readonly feature = 'functions';
  override readonly nameReason = 'Gen 2 names functions itself; whoever calls the function is told its name.';
  override readonly modules = [];
  override readonly name: string;
  override readonly folder: string;
  override readonly exportName: string;
  override readonly label: string;
  /** Statements of amplify/backend.ts about this function, in their order. */
  readonly statements: BackendPart['statements'][number][] = [];
  /** Statements about this function that wait for others which need it, see circles/plan.ts. */
  readonly beside: BackendPart['statements'][number][] = [];
  readonly access: AccessChange[] = [];
  #build: { readonly made: Build | null } | null = null;

  constructor(
    model: FunctionModel,
    app: Gen1App,
    options: PlanOptions,
    ledger: Ledger,
    /** All functions by their Gen 1 names, this one too. */
    override readonly peers: ReadonlyMap<string, Peer>,
    readonly outputs: Outputs,
    /** The layers that the project makes itself. */
    readonly layers: ReadonlySet<string> = new Set(),
  ) {
    super(model, app, options, ledger);
    const { key, from } = peerOf(peers, model.functionName);
    this.name = from.split('/')[2] ?? model.functionName;
    this.folder = `amplify/functions/${this.name}`;
    this.exportName = key;
    this.label = `the function ${model.functionName}`;
  }

  /** The principal of `access`. */
  get principal(): string {
    return `function:${this.model.functionName}`;
  }

  /** Adds a statement to amplify/backend.ts. */
  say(statement: Code, imports: readonly NamedImport[] = []): void {
    this.statements.push({ code: statement, imports });
  }

  /** All that is said about the function, wherever it is put. */
  get words(): string {
    return [...this.statements, ...this.beside].map((statement) => statement.code).join('\n');
  }

  /** Code in a layer reads the same variables, and it can't be seen here. */
  override reads(name: string): boolean {
    const layers = at(functionNode(this.model.documents.template), 'Properties', 'Layers');
    return itemsOf(layers).length > 0 || super.reads(name);
  }

  override output(parameter: string): readonly Part[] | undefined {
    return this.outputs.parameter(this, parameter);
  }

  /** Gen 1 passes the newest version of a layer on as `function<name>Arn`; a person may have fixed a version. */
  override ownLayer(node: JsonNode): string | null {
    const reference = stringAt(node, 'Ref');
    const text = shownParts(evaluate(node, scopeOf(this, this.app.environment.name)));
    const named = /:layer:(.+)-\$\{branch\}:\d+$/.exec(text)?.[1];
    return [...this.layers].find((name) => reference === `function${name}Arn` || named === name) ?? null;
  }

  /** What makes the files that Lambda runs; null: they are there. */
  get build(): Build | null {
    this.#build ??= { made: this.#planBuild() };
    return this.#build.made;
  }

  #planBuild(): Build | null {
    const properties = at(functionNode(this.model.documents.template), 'Properties');
    const runtime = cdkRuntime(stringAt(properties, 'Runtime') ?? '');
    if (runtime === null) return null;
    // Code that needs no compiler may need packages all the same.
    const isReady = runtime.family !== 'PYTHON' && runsAsItLies(runtime, this.model.sources.files);
    return isReady ? null : buildOf(this, runtime, stringAt(properties, 'Architectures', 0) === 'arm64');
  }

  override notNode(node: JsonNode, gen1: string): void {
    const runtime = cdkRuntime(gen1);
    const { label, build } = this;
    if (runtime === null || (build === null && !runsAsItLies(runtime, this.model.sources.files))) {
      this.manual(node, 'AM4005', { label, runtime: gen1 });
      return;
    }
    const target = this.target('runtime');
    if (build !== null) {
      const { tool } = build;
      const built = { label, gen1, gen2: runtime.identifier, tool, command: shownCommand(build) };
      if (runtime.family === 'DOTNET_CORE') tellFramework(this, runtime);
      const folder = build.folder === '.' ? this.folder : `${this.folder}/src`;
      const told = this.tell('AM4013', node.origin, { ...built, folder }, target);
      this.settle(node, { kind: 'changed', target, finding: told });
      return;
    }
    const params = { label, gen1, gen2: runtime.identifier, file: `${this.folder}/src/bootstrap` };
    const told = this.tell(runtime.family === 'OTHER' ? 'AM4002' : 'AM4004', node.origin, params, target);
    this.settle(node, { kind: 'changed', target, finding: told });
  }

  override intrinsic(node: JsonNode): readonly Part[] | undefined {
    return this.outputs.intrinsic(this, node);
  }
}

function peerOf(peers: ReadonlyMap<string, Peer>, name: string): Peer {
  const peer = peers.get(name);
  if (peer === undefined) throw new Error(`AM9003: ${name} is not among the functions`);
  return peer;
}
