import { type Code, code, literal, template } from '../../../src/emit/code.js';

/** `${env}` in a name of Gen 1, which stands for the environment; Gen 1 replaces the first one only. */
const ENVIRONMENT = '${env}';
/** Stands in no name that Gen 1 accepts. */
const PLACEHOLDER = '\u0000';

/** The name that Gen 1 deploys for the function of a resource: it adds the environment. */
export function deployedFunctionName(resource: string): Code {
  return template(`${resource}-${PLACEHOLDER}`, PLACEHOLDER, code`environmentName`);
}

/** A name as the user wrote it, in which `${env}` stands for the environment. */
export function nameWithEnvironment(name: string): Code {
  if (!name.includes(ENVIRONMENT)) return literal(name);
  return template(name.replace(ENVIRONMENT, PLACEHOLDER), PLACEHOLDER, code`environmentName`);
}
