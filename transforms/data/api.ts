import { type ASTNode } from 'graphql';
import { type Origin } from '../../src/core/origin.js';

/**
 * What a Gen 1 schema means, with every default of Gen 1 resolved for the flags of the project: names of
 * operations, keys and indexes, providers of rules, foreign keys of relations. Lanes print from it (builder) or
 * amend the SDL by it (sdl, construct); nothing here knows Gen 2.
 */
export interface Api {
  readonly models: readonly Model[];
  /** Object types without `@model`; Query, Mutation and Subscription are in `operations`. */
  readonly types: readonly ObjectType[];
  readonly inputs: readonly ObjectType[];
  readonly enums: readonly EnumType[];
  /** Interfaces, unions, scalars and what else only SDL can say. */
  readonly others: readonly OtherType[];
  /** Fields of Query, Mutation and Subscription, `extend type` included, in the order of the schema. */
  readonly operations: readonly Operation[];
  /** `input AMPLIFY { globalAuthRule: AuthRule = { allow: public } }`: rules for models without rules. */
  readonly globalRules: readonly Rule[] | null;
}

/** Something that stands at a place of the schema. */
export interface Placed {
  /** The node of the v2 SDL; one that was made from a v1 directive has the `loc` of that directive. */
  readonly node: ASTNode;
  readonly origin: Origin;
}

export type TypeRef =
  | { readonly kind: 'named'; readonly name: string; readonly required: boolean }
  | { readonly kind: 'list'; readonly of: TypeRef; readonly required: boolean };

export interface Described extends Placed {
  readonly name: string;
  readonly description: string | null;
}

export interface ObjectType extends Described {
  readonly fields: readonly Field[];
  /** Names of the interfaces that the type implements. */
  readonly interfaces: readonly string[];
  /** Rules that are written on the type itself; Gen 1 reads them on models only. */
  readonly rules: readonly Rule[] | null;
  readonly directives: readonly OtherDirective[];
}

export interface EnumType extends Described {
  readonly values: readonly string[];
  /** True when a value has a directive or a description that only SDL can say. */
  readonly decorated: boolean;
}

export interface OtherType extends Described {
  readonly kind: 'interface' | 'union' | 'scalar' | 'directive' | 'schema';
}

/** A directive that no member of the model stands for: `@aws_*`, `@deprecated`, `@mapsTo`, or an unknown one. */
export interface OtherDirective extends Placed {
  readonly name: string;
}

export const MODEL_OPERATIONS = [
  'get',
  'list',
  'sync',
  'create',
  'update',
  'delete',
  'onCreate',
  'onUpdate',
  'onDelete',
] as const;
export type ModelOperation = (typeof MODEL_OPERATIONS)[number];

export interface Model extends ObjectType {
  /** Field names of the primary key, `['id']` by default. */
  readonly primaryKey: readonly string[];
  /** Place of `@primaryKey`; null when the model has the implicit key. */
  readonly primaryKeyAt: Placed | null;
  readonly indexes: readonly Index[];
  /** Names in the GraphQL API by operation; none: the operation does not exist. Subscriptions can have several. */
  readonly operations: Readonly<Record<ModelOperation, readonly string[]>>;
  /** The operations that have another name than Gen 1 gives by itself. */
  readonly renamed: readonly ModelOperation[];
  /** `public`: subscriptions without any authorization. */
  readonly subscriptionLevel: 'on' | 'off' | 'public';
  /** Names of the timestamp fields; null: the model has none. */
  readonly timestamps: { readonly createdAt: string | null; readonly updatedAt: string | null };
  /** The name under which the table was made, by `@mapsTo`. */
  readonly mapsTo: string | null;
  readonly searchable: (Placed & { readonly query: string | null }) | null;
  /** Place of `@model`. */
  readonly modelAt: Placed;
}

export interface Index extends Placed {
  /** Name of the index in DynamoDB. */
  readonly name: string;
  /** Partition key, then sort keys. */
  readonly fields: readonly string[];
  /** The query that the index adds; null: none. */
  readonly queryField: string | null;
  /** True for an index that Gen 1 makes as an LSI (flag secondaryKeyAsGSI off, and the table's partition key). */
  readonly local: boolean;
}

export interface Field extends Described {
  readonly type: TypeRef;
  readonly arguments: readonly Argument[];
  /** Rules on the field; null: those of the model. */
  readonly rules: readonly Rule[] | null;
  /** `@default(value: …)`. */
  readonly defaultValue: (Placed & { readonly value: string }) | null;
  readonly relation: Relation | null;
  /** `@function`, `@http` and `@predictions`, in the order of the chain. */
  readonly handlers: readonly Handler[];
  readonly directives: readonly OtherDirective[];
}

export interface Argument extends Described {
  readonly type: TypeRef;
  /** The default as SDL text. */
  readonly defaultValue: string | null;
  readonly directives: readonly OtherDirective[];
}

export interface Operation extends Field {
  readonly parent: 'Query' | 'Mutation' | 'Subscription';
  /** `@aws_subscribe(mutations: […])`. */
  readonly subscribesTo: readonly string[] | null;
}

export type Handler = Placed &
  (
    | {
        readonly kind: 'function';
        /** As written; may hold `${env}`. */
        readonly name: string;
        readonly region: string | null;
        readonly accountId: string | null;
      }
    | { readonly kind: 'http' }
    | { readonly kind: 'predictions' }
  );

/**
 * `foreignKey` are field names, in the order of the related model's primary key. `implicit` means that the
 * schema does not declare them and Gen 1 adds them (and, for hasMany, the index).
 */
export type Relation = Placed & {
  /**
   * True for a relation that is written with `references`: its key is a declared field of the model that belongs
   * to the other, for hasOne too, and both have an index on it that is called as an implicit one.
   */
  readonly byReferences?: true;
} & (
    | {
        readonly kind: 'hasMany';
        readonly related: string;
        /** The key on the related model. */
        readonly foreignKey: readonly string[];
        readonly implicit: boolean;
        /** The GSI on the related model that answers the relation; null: the primary key of its table does. */
        readonly index: string | null;
        /**
         * Arguments of the connection: the sort keys of the index unless `fields` has values for them, but of the
         * related model's primary key where the relation is implicit: Gen 1 takes them from there.
         */
        readonly sortKeys: readonly string[];
        /** Fields that Gen 1 adds to the related model although the index has another key: nothing reads them. */
        readonly strayFields?: readonly string[];
        /** Fields of this model that are the key's values; the primary key unless `fields` says otherwise. */
        readonly fields: readonly string[];
        readonly limit: number;
      }
    | {
        readonly kind: 'hasOne' | 'belongsTo';
        readonly related: string;
        /** The key on this model. */
        readonly foreignKey: readonly string[];
        readonly implicit: boolean;
      }
    | {
        readonly kind: 'manyToMany';
        readonly related: string;
        readonly limit: number;
        /** The field on the other side with the same `relationName`. */
        readonly otherField: string;
        readonly join: JoinModel;
      }
  );

/** The model that Gen 1 adds for `@manyToMany`; both sides share it. */
export interface JoinModel {
  readonly name: string;
  /** In the order in which Gen 1 writes them. */
  readonly sides: readonly [JoinSide, JoinSide];
}

export interface JoinSide {
  readonly model: string;
  /** The field of that model that shows the connection. */
  readonly field: string;
  /** The belongsTo field of the join model, such as `post`. */
  readonly reference: string;
  /** The keys of the join model that refer to the side, such as `postId`. */
  readonly foreignKey: readonly string[];
  /** The GSI of the join model by that key, such as `byPost`, and the query of the index. */
  readonly index: string;
  readonly queryField: string | null;
}

export type Strategy = 'public' | 'private' | 'owner' | 'groups' | 'custom';
/** `iam` is the identity pool's roles, as `identityPool`. */
export type Provider = 'apiKey' | 'iam' | 'identityPool' | 'userPools' | 'oidc' | 'function';
export const RULE_OPERATIONS = [
  'create',
  'update',
  'delete',
  'read',
  'get',
  'list',
  'sync',
  'listen',
  'search',
] as const;
export type RuleOperation = (typeof RULE_OPERATIONS)[number];

export interface Rule extends Placed {
  readonly strategy: Strategy;
  /** With the strategy's default resolved. */
  readonly provider: Provider;
  /** For `owner`: the field, `owner` by default; otherwise null. */
  readonly ownerField: string | null;
  /** As written; null: the default of the project's flags. */
  readonly identityClaim: string | null;
  readonly groups: readonly string[] | null;
  readonly groupsField: string | null;
  /** As written; null: `cognito:groups`. */
  readonly groupClaim: string | null;
  /** Null: all. */
  readonly operations: readonly RuleOperation[] | null;
}
