import { type Script } from '../script.js';

/** Types of version 5 whose values are made otherwise, and what is nearest to them in version 6. */
const NEAREST: Readonly<Record<string, string>> = { CognitoUser: 'AuthUser' };

/** Moves the types of users; a member that they have no more is told by the compiler. */
export function typesOfUser(script: Script): void {
  for (const use of script.usesOf(...Object.keys(NEAREST))) {
    const isType = use.reference.findParent((path) => path.isTSType()) !== null;
    const now = NEAREST[use.symbol];
    if (!isType || use.member !== null || now === undefined) continue;
    script.rewrite(use, use.object.node, script.imports.use('aws-amplify/auth', now));
  }
}
