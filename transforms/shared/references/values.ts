import { type Code, code } from '../../../src/emit/code.js';
import { environmentCode, partsCode } from '../lambda/emit.js';
import { type Hole, type Part } from '../lambda/intrinsics.js';
import { type ReferringContext } from './context.js';

/** What deployment fills in, as amplify/backend.ts has it. */
export function holesOf(context: ReferringContext): Readonly<Record<Hole, Code>> {
  const { backendFunction } = context;
  return {
    branch: environmentCode(context),
    region: code`${backendFunction}.stack.region`,
    account: code`${backendFunction}.stack.account`,
    partition: code`${backendFunction}.stack.partition`,
    urlSuffix: code`${backendFunction}.stack.urlSuffix`,
    userPoolId: code`backend.auth.resources.userPool.userPoolId`,
    userPoolArn: code`backend.auth.resources.userPool.userPoolArn`,
  };
}

/** A value as an expression of amplify/backend.ts. */
export function valueCode(context: ReferringContext, parts: readonly Part[]): Code {
  return partsCode(parts, holesOf(context));
}
