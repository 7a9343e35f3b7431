import { type Code as FindingCode, type ParamsOf } from '../../../src/core/codes/index.js';
import { type FeatureId, type PlanOptions } from '../../../src/core/feature.js';
import { type Finding, type Target, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type Origin, fileOrigin } from '../../../src/core/origin.js';
import { type Part } from './intrinsics.js';
import { type LambdaModel } from './model.js';
import { functionNode } from './read.js';

/** What the planning of one function needs to know, and where it tells what it found. */
export abstract class LambdaContext<Model extends LambdaModel = LambdaModel> {
  abstract readonly feature: FeatureId;
  /** How findings name the function. */
  abstract readonly label: string;
  /** The name of the Gen 2 function. */
  abstract readonly name: string;
  /** Relative to the output root. */
  abstract readonly folder: string;
  /** The constant that resource.ts exports. */
  abstract readonly exportName: string;
  /** Modules that the inputs of Gen 1 list for a function of its own making. */
  abstract readonly modules: readonly string[];
  /** Why the name that Gen 1 gave the deployed function is of no more use. */
  abstract readonly nameReason: string;
  readonly findings: Finding[] = [];

  constructor(
    readonly model: Model,
    readonly app: Gen1App,
    readonly options: PlanOptions,
    readonly ledger: Ledger,
  ) {}

  /** What a parameter of the template stands for that is another resource's; undefined: nothing of that kind. */
  abstract output(parameter: string): readonly Part[] | undefined;

  /** What an intrinsic function means that is about another resource; undefined when nobody knows. */
  abstract intrinsic(node: JsonNode): readonly Part[] | undefined;

  /** The layer of the project that an entry of `Layers` stands for; null: none of its own. */
  abstract ownLayer(node: JsonNode): string | null;

  /** Tells what a runtime means that is not Node.js, and settles it. */
  abstract notNode(node: JsonNode, runtime: string): void;

  /** A place in the function's resource.ts. */
  target(property?: string): Target {
    return { path: `${this.folder}/resource.ts`, ...(property !== undefined && { property }) };
  }

  tell<C extends FindingCode>(code: C, origin: Origin, params: ParamsOf<C>, target?: Target): Finding {
    const made = finding(code, this.feature, origin, params, target);
    this.findings.push(made);
    return made;
  }

  /** Settles what is left below a node, if anything is. */
  settle(node: JsonNode | null | undefined, disposition: Disposition): void {
    if (node && !this.ledger.isSettled(node)) this.ledger.settle(node, disposition);
  }

  /** Something that a person must do: tells it, and settles the node with it. */
  manual<C extends FindingCode>(node: JsonNode, code: C, params: ParamsOf<C>): void {
    this.settle(node, { kind: 'manual', finding: this.tell(code, node.origin, params) });
  }

  bookkeeping(node: JsonNode | null | undefined, because: string): void {
    this.settle(node, { kind: 'bookkeeping', because });
  }

  /** The best place for what concerns the function as a whole. */
  get origin(): Origin {
    const { resource, documents, sources } = this.model;
    return resource?.config?.origin ?? documents.template?.origin ?? fileOrigin(sources.folder);
  }

  /** The Gen 1 environments, the chosen one first. */
  get environments(): readonly string[] {
    const chosen = this.app.environment.name;
    return [chosen, ...this.app.environments.map(({ name }) => name).filter((name) => name !== chosen)];
  }

  /** The Gen 2 branch of a Gen 1 environment. */
  branchOf(environment: string): string {
    return environment === this.app.environment.name ? (this.options.branch ?? environment) : environment;
  }

  /** Whether the function runs on Node.js; without a template it does, as what Gen 1 makes. */
  get isNode(): boolean {
    const runtime = at(functionNode(this.model.documents.template), 'Properties', 'Runtime');
    return runtime?.kind !== 'scalar' || String(runtime.value).startsWith('nodejs');
  }

  /** Whether the code may read an environment variable; code that can't be seen may read all. */
  reads(name: string): boolean {
    const { files, handler } = this.model.sources;
    const code = files.filter(({ facts, problem }) => facts ?? problem);
    if (code.length === 0 || handler.file === null) return true;
    return code.some(({ facts }) => !facts || facts.environment === 'all' || facts.environment.has(name));
  }
}
