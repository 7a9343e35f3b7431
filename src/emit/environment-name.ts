import { type PlanOptions } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Code, code, literal } from './code.js';

/** The Gen 1 environment that was chosen, and the Gen 2 branch that takes it over. */
export interface Takeover {
  readonly environment: string;
  readonly branch: string;
}

export function takeoverOf(app: Gen1App, options: PlanOptions): Takeover {
  return { environment: app.environment.name, branch: options.branch ?? app.environment.name };
}

/**
 * Declares `environmentName`, the Gen 1 environment that the deployed branch stands for, where `statements`
 * ask for it. A sandbox stands for the chosen environment, and every other branch for the one of its name.
 */
export function environmentName({ environment, branch }: Takeover, statements: readonly Code[]): Code[] {
  if (!statements.some((statement) => /\benvironmentName\b/.test(statement))) return [];
  const deployed = code`process.env.AWS_BRANCH ?? ${literal(branch)}`;
  if (branch === environment) return [code`const environmentName = ${deployed};`];
  return [
    code`const branch = ${deployed};
const environmentName = branch === ${literal(branch)} ? ${literal(environment)} : branch;`,
  ];
}
