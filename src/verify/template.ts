import { type Json } from '../core/json.js';

export type JsonObject = Record<string, Json>;

/** One resource of a CloudFormation template, with the members that the proof reads. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Metadata?: JsonObject;
  readonly DeletionPolicy?: string;
  readonly Condition?: string;
  readonly DependsOn?: Json;
}

export interface Parameter {
  readonly Type: string;
  readonly Default?: Json;
}

/** A CloudFormation template, with the sections that the proof reads. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Mappings?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json }>>;
}

/**
 * One stack of a deployment. `parameters` are values in terms of the parent stack; `nested` leads from the
 * logical id of an AWS::CloudFormation::Stack to the name of that stack.
 */
export interface Stack {
  readonly name: string;
  readonly parent: string | null;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly nested: ReadonlyMap<string, string>;
}

/** All stacks of one deployment by name; the one without a parent comes first. */
export type Stacks = ReadonlyMap<string, Stack>;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the text of a template. @throws Error when it is not a template */
export function parseTemplate(text: string): Template {
  const value = JSON.parse(text) as Json;
  if (!isObject(value) || !isObject(value['Resources'])) throw new Error('not a CloudFormation template');
  return value as unknown as Template;
}
