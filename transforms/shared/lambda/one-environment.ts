import { type LambdaContext } from './context.js';
import { type Part } from './intrinsics.js';
import { namesAccount } from './own-place.js';

/** Whether a resource of a policy is what one environment has, although the code is the same for all branches. */
export function isOfOneEnvironment(parts: readonly Part[], { app, environments }: LambdaContext): boolean {
  return parts.some(
    (part) =>
      typeof part === 'string' &&
      (IDS.test(part) ||
        namesAccount(part, app) ||
        environments.some((name) => endsInEnvironment(part, name))),
  );
}

/** Ids that deployment gives: of an API of AppSync, a user pool, an identity pool. */
const IDS =
  /:apis\/[a-z0-9]{26}(?![a-z0-9])|:userpool\/[a-z]{2}(?:-[a-z]+)+-\d_\w+|:identitypool\/[a-z]{2}(?:-[a-z]+)+-\d:[0-9a-f-]{36}/;

/** `…:table/Orders-dev`, `…/dev/…`: a name that ends with that of an environment. */
function endsInEnvironment(resource: string, environment: string): boolean {
  const name = environment.replace(/[^\w]/g, '\\$&');
  return new RegExp(`[-/_]${name}(?:$|[/:*])`).test(resource);
}
