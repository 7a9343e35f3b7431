import { type Script } from '../script.js';

/** Types of version 5 whose values are made otherwise: the export of aws-amplify/auth that is nearest, and its use. */
const NEAREST: Readonly<Record<string, readonly [string, (name: string) => string]>> = {
  CognitoUser: ['AuthUser', (name) => name],
  ICredentials: ['AuthSession', (name) => `NonNullable<${name}['credentials']>`],
};

/** Moves the types of users and credentials; a member that they have no more is told by the compiler. */
export function typesOfUser(script: Script): void {
  for (const use of script.usesOf(...Object.keys(NEAREST))) {
    const isType = use.reference.findParent((path) => path.isTSType()) !== null;
    const nearest = NEAREST[use.symbol];
    if (!isType || use.member !== null || nearest === undefined) continue;
    const [name, text] = nearest;
    const quote = script.imports.quoted('').charAt(0);
    const now = text(script.imports.use('aws-amplify/auth', name)).replaceAll("'", quote);
    script.rewrite(use, use.object.node, now);
  }
}
