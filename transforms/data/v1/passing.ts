import { type ASTNode } from 'graphql';
import { baseTypeOf, directiveOf, isListType } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { openRule, providerOf, rulesOf, type Surface, type V1Provider, type V1Rule } from './rules.js';
import { hasIndexQuery, hasQuery, type Way } from './ways.js';
import { type Mode } from './options.js';

/**
 * Whom v1 lets through, as graphql-auth-transformer does it: AppSync checks the mode of the caller by the
 * directives that are put on the field and on what it returns, and the resolver checks owners and groups of a mode
 * that a rule is about. What no rule is about is open to the modes that get there.
 */
export class Passing {
  readonly #modes: readonly Mode[];
  readonly #default: V1Provider;
  readonly #context: Context;
  /** Rules are read from the schema once. */
  readonly #rules = new Map<V1Model, V1Rule[]>();
  readonly #fieldRules = new Map<V1Model, V1Rule[][]>();

  constructor(context: Context) {
    const { options } = context;
    this.#context = context;
    this.#modes = [options.defaultMode, ...options.additionalModes];
    this.#default = providerOf(options.defaultMode);
  }

  /** The rules whose callers pass, in the words of v2. */
  rulesFor(way: Way, model: V1Model): V1Rule[] {
    const rules = this.#named(model, surfaceOf(way));
    const admitted = this.#admitted(way, model, rules);
    const checked = checkedOf(rules);
    return this.#modes.flatMap((mode) => {
      const provider = providerOf(mode);
      if (!admitted.has(provider)) return [];
      // Once a mode is checked, the rules of the other one are as good: the template does not tell them apart.
      const own = rulesOfMode(checked, provider);
      if (own.length > 0) return own;
      if (provider === 'iam') return way.relation === null ? this.#inPolicies(way, model) : bothRoles(way.at);
      return openRule(mode, way.at, new Set()) ?? [];
    });
  }

  /** Operations are in the policies of the roles that a rule names; what is below them is in none. */
  #inPolicies(way: Way, model: V1Model): V1Rule[] {
    if (way.kind === 'index' && !hasQuery(model, 'list')) return [];
    const surface = surfaceOf(way);
    const ofFields =
      way.kind === 'index' || way.kind === 'search' ? [] : this.#namedByFields(model, surface).flat();
    return [...this.#named(model, surface), ...ofFields].filter(({ provider }) => provider === 'iam');
  }

  /** The modes whose callers may ask, whatever they see of the answer. */
  asking(way: Way, model: V1Model): ReadonlySet<V1Provider> {
    const providers = this.#fieldProviders(way, model, this.#named(model, surfaceOf(way)));
    const isShut = way.relation === null && this.#inPolicies(way, model).length === 0;
    return isShut ? new Set([...providers].filter((provider) => provider !== 'iam')) : providers;
  }

  /** The modes that read a field with rules of its own: those for creating it count as well. */
  ofField(model: V1Model, rules: readonly V1Rule[]): ReadonlySet<V1Provider> {
    const directives = (['get', 'create'] as const).flatMap((surface) =>
      this.#directives(rules.filter(({ surfaces }) => surfaces.has(surface))),
    );
    return this.#or(directives, this.ofType(model));
  }

  /** Whom the rules of a field let read it, of those who have come to the record. */
  readersOf(field: ASTNode, model: V1Model, rules: readonly V1Rule[]): V1Rule[] {
    const admitted = this.ofField(model, rules);
    const checked = checkedOf(rules.filter(({ surfaces }) => surfaces.has('get')));
    return this.#modes.flatMap((mode) => {
      const provider = providerOf(mode);
      if (!admitted.has(provider)) return [];
      const own = rulesOfMode(checked, provider);
      if (own.length > 0) return own;
      return provider === 'iam' ? bothRoles(field) : (openRule(mode, field, new Set()) ?? []);
    });
  }

  #admitted(way: Way, model: V1Model, rules: readonly V1Rule[]): ReadonlySet<V1Provider> {
    const field = this.#fieldProviders(way, model, rules);
    // A writer gets through who sees nothing of the record.
    if (way.kind === 'create' || way.kind === 'update' || way.kind === 'delete') return field;
    const seen = [this.seesType(model), ...(way.many ? [this.#ofConnection(model)] : [])];
    return new Set([...field].filter((provider) => seen.every((one) => one.has(provider))));
  }

  #fieldProviders(way: Way, model: V1Model, rules: readonly V1Rule[]): ReadonlySet<V1Provider> {
    switch (way.kind) {
      case 'relation':
        return this.#or(this.#directives(rules), way.relation && this.ofType(way.relation.parent));
      case 'index':
        return this.#or(hasQuery(model, 'list') ? this.#directives(rules) : []);
      case 'search':
        return this.#or(this.#directives(rules, this.#hasDefault(this.#named(model, 'list'))));
      default:
        return this.#or([...this.#directives(rules), ...this.#byFields(model, surfaceOf(way), rules)]);
    }
  }

  /** The modes that see the fields of a model. */
  ofType(model: V1Model): ReadonlySet<V1Provider> {
    const rules = this.#ofModel(model);
    const includes = directiveOf(model.node, 'auth') === undefined || this.#hasDefault(rules);
    const ofFields = this.#ofFields(model).flatMap((one) => this.#directives(one, includes));
    return this.#or([...this.#directives(rules), ...ofFields]);
  }

  /** The modes that see anything of a model: a relation has directives of its own, those of what it leads to. */
  seesType(model: V1Model): ReadonlySet<V1Provider> {
    const related = [...model.fields.values()].flatMap((field) => {
      const target = directiveOf(field, 'connection') && this.#context.models.get(baseTypeOf(field.type));
      return target === undefined ? [] : this.#directives(this.#named(target, 'read'));
    });
    return new Set([...this.ofType(model), ...related]);
  }

  /** The modes that see what a list returns: the directives come from the operations that return it. */
  #ofConnection(model: V1Model): ReadonlySet<V1Provider> {
    const list = this.#named(model, 'list');
    const ofReads = this.#isListed(model) || (hasQuery(model, 'list') && hasIndexQuery(model));
    return this.#or([
      ...(hasQuery(model, 'list') ? [...this.#directives(list), ...this.#byFields(model, 'list', list)] : []),
      ...(ofReads ? this.#directives(this.#named(model, 'read')) : []),
    ]);
  }

  #isListed(model: V1Model): boolean {
    return this.#context.relationsTo(model).some(({ field }) => isListType(field.type));
  }

  /** The rules of a field are put on the operations of its model as well. */
  #byFields(model: V1Model, surface: Surface, ofModel: readonly V1Rule[]): V1Provider[] {
    const isChange = surface === 'update' || surface === 'delete';
    const includes = !isChange && this.#hasDefault(ofModel);
    return this.#namedByFields(model, surface).flatMap((rules) => this.#directives(rules, includes));
  }

  #ofModel(model: V1Model): V1Rule[] {
    const known = this.#rules.get(model) ?? rulesOf(directiveOf(model.node, 'auth'));
    this.#rules.set(model, known);
    return known;
  }

  /** The rules of each field that has some. */
  #ofFields(model: V1Model): V1Rule[][] {
    const known =
      this.#fieldRules.get(model) ??
      [...model.fields.values()].flatMap((field) => {
        const auth = directiveOf(field, 'auth');
        return auth === undefined ? [] : [rulesOf(auth)];
      });
    this.#fieldRules.set(model, known);
    return known;
  }

  #named(model: V1Model, surface: Surface): V1Rule[] {
    return this.#ofModel(model).filter(({ surfaces }) => surfaces.has(surface));
  }

  #namedByFields(model: V1Model, surface: Surface): V1Rule[][] {
    return this.#ofFields(model).map((rules) => rules.filter(({ surfaces }) => surfaces.has(surface)));
  }

  /** Rules about the default mode alone leave no directive. */
  #directives(rules: readonly V1Rule[], includesDefault = false): V1Provider[] {
    const providers = new Set(rules.map(({ provider }) => provider));
    if ([...providers].every((provider) => provider === this.#default)) return [];
    return includesDefault ? [...providers, this.#default] : [...providers];
  }

  #hasDefault(rules: readonly V1Rule[]): boolean {
    return rules.some(({ provider }) => provider === this.#default);
  }

  /** Without a directive a type or an operation is for the default mode, and a field for those of its type. */
  #or(
    directives: readonly V1Provider[],
    otherwise: ReadonlySet<V1Provider> | null = null,
  ): ReadonlySet<V1Provider> {
    if (directives.length > 0) return new Set(directives);
    return otherwise ?? new Set([this.#default]);
  }
}

/** By which rules v1 protects a way. */
function surfaceOf({ kind }: Way): Surface {
  return kind === 'index' || kind === 'search' || kind === 'relation' ? 'read' : kind;
}

/** The rules that a resolver checks: none where any user of the user pool is let in. */
export function checkedOf(rules: readonly V1Rule[]): V1Rule[] {
  return rules.some(isEveryUser) ? [] : rules.filter(isOfToken);
}

/** Checked rules for a mode; without one of its own it is not checked, with one the rules of the other count too. */
export function rulesOfMode(checked: readonly V1Rule[], provider: V1Provider): V1Rule[] {
  if (!checked.some((rule) => rule.provider === provider)) return [];
  return checked.map((rule) => ({ ...rule, provider }));
}

/** Owners and groups, of the user pool or of OpenID Connect. */
function isOfToken({ strategy }: V1Rule): boolean {
  return strategy === 'owner' || strategy === 'groups';
}

function isEveryUser({ strategy, provider }: V1Rule): boolean {
  return provider === 'userPools' && (strategy === 'private' || strategy === 'public');
}

function bothRoles(at: ASTNode): V1Rule[] {
  const open = openRule('apiKey', at, new Set());
  if (open === null) return [];
  const rule: V1Rule = { ...open, provider: 'iam' };
  return [rule, { ...rule, strategy: 'private' }];
}
