/** Mutants that verify does not tell, and why there is nothing to tell. */
export interface KnownSurvivor {
  readonly operator: RegExp;
  readonly case: RegExp;
  /** Held against `file: old -> new`. */
  readonly change: RegExp;
  readonly because: string;
}

export const SURVIVORS: readonly KnownSurvivor[] = [
  {
    operator: /^statement dropped$/,
    case: /./,
    change: /cfnUserPoolClient\.(?:allowedOAuthFlows|allowedOAuthScopes|callbackUrLs|logoutUrLs) = undefined/,
    because:
      'a client without `allowedOAuthFlowsUserPoolClient` has no hosted pages, so that nothing reads it',
  },
  {
    operator: /^statement dropped$/,
    case: /./,
    change: /cfnIdentityPoolRoleAttachment\.roleMappings = undefined/,
    because: 'without a group that has a role, a mapping by token ends at the role of authenticated users',
  },
  {
    operator: /^word swapped$/,
    case: /./,
    change: /auth\/resource\.ts: 'CODE' -> 'LINK'/,
    because: 'overrides.ts sets the words of the message once more, and wins',
  },
  {
    operator: /^action dropped$/,
    case: /./,
    change: /s3:ListBucket.*s3:DeleteObject[^>]*-> (?!.*ListBucket)/s,
    because: 'listing is asked of a bucket, and the statement is on what lies in it',
  },
  {
    operator: /^action dropped$/,
    case: /./,
    change: /dynamodb:ListStreams[^>]*-> (?!.*ListStreams)/s,
    because: 'IAM asks for ListStreams on `*` alone, and the statement is on a stream',
  },
  {
    operator: /^resource dropped$/,
    case: /./,
    change: /tableArn, `.*\/index\/\*`.* -> \[[^`]*tableArn\]/s,
    because: 'records are written to a table, never to one of its indexes',
  },
  {
    operator: /^resource widened$/,
    case: /./,
    change: /storage\/tables\.ts: tableArn -> '\*'/,
    because: 'the role of the lookup that CDK makes at the deployment: nothing of Gen 1 stands beside it',
  },
  {
    operator: /^verb dropped$/,
    case: /^storage\/older-rights-by-prefix$/,
    change: /\['read', 'write', 'delete'\] -> \['write', 'delete'\]/,
    because: 'the rule before it lets everybody who is signed in read the same files',
  },
];
