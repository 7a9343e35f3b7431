import { type ApiFacts } from './api-facts.js';
import { type FunctionFacts } from './resolvers.js';

/** VTL of the user's for the data of a field, such as resolvers/Mutation.createBook.req.vtl. */
export interface Gen1Template {
  readonly typeName: string;
  readonly fieldName: string;
  readonly side: 'request' | 'response';
  readonly text: string;
}

/**
 * The API with templates of the user's in the place of the generated ones. Gen 1 puts them there by the name of
 * the file, after the transformers have run (writeResolversToDisk and the copy of resolvers/ in
 * amplify-provider-awscloudformation), so that the steps before and after are still the generated ones.
 */
export function withOwnTemplates(facts: ApiFacts, templates: readonly Gen1Template[]): ApiFacts {
  const resolvers = new Map(facts.resolvers);
  for (const { typeName, fieldName, side, text } of templates) {
    const name = `${typeName}.${fieldName}`;
    const resolver = resolvers.get(name);
    if (resolver === undefined) continue;
    const data = `${upper(typeName)}${upper(fieldName)}DataResolverFn`;
    const functions = resolver.functions.map((one): FunctionFacts =>
      one.name === data ? { ...one, [side]: text } : one,
    );
    resolvers.set(name, { ...resolver, functions });
  }
  return { ...facts, resolvers };
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
