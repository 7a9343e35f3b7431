/** A mutant that verify does not tell, although it deploys something else, and why there is nothing to tell. */
export interface KnownSurvivor {
  readonly operator: string;
  /** The one case in which it is so. */
  readonly case: string;
  /** Held against `file: old -> new`. */
  readonly change: RegExp;
  readonly because: string;
}

const LOOKUP = 'the role of the lookup that CDK makes at the deployment: nothing of Gen 1 stands beside it';

/** What deploys the same is no mutant at all, and is known by its templates (`equivalents.ts`). */
export const SURVIVORS: readonly KnownSurvivor[] = [
  {
    operator: 'resource widened',
    case: 'storage/table-stream-lookup',
    change: /storage\/tables\.ts: tableArn -> '\*'/,
    because: LOOKUP,
  },
  {
    operator: 'resource widened',
    case: 'functions/stream-table',
    change: /storage\/tables\.ts: tableArn -> '\*'/,
    because: LOOKUP,
  },
  {
    operator: 'role swapped',
    case: 'whole/field-notes',
    change: /data\/api\.ts: unauthenticatedUserIamRole -> authenticatedUserIamRole/,
    because: 'no rule of the schema is for guests: their role stands in templates that nobody asks',
  },
  {
    operator: 'call dropped',
    case: 'data/custom-stack',
    change: /addCustomResources\(/,
    because: 'a topic beside the API is in no fact: the command tells it as AM8145, by the code that is gone',
  },
  {
    operator: 'SDL: provider swapped',
    case: 'data/rules-on-operations',
    change: /data\/schema\.ts: iam -> apiKey/,
    because:
      'neither the key nor, in Gen 1, IAM gets a field of what the operation returns: nobody may do other than in Gen 1',
  },
  {
    operator: 'verb dropped',
    case: 'storage/older-rights-by-prefix',
    change: /\['read', 'write', 'delete'\] -> \['write', 'delete'\]/,
    because: 'the rule before it lets everybody who is signed in read the same files',
  },
  {
    operator: 'statement dropped',
    case: 'whole/night-market',
    change: /auth\/overrides\.ts: cfnUserPool\.userPoolAddOns = \{ advancedSecurityMode: 'AUDIT' \}/,
    because:
      "Gen 1's override.ts is code, which is not run: without the statement the pool is as its other inputs say",
  },
  {
    operator: 'statement dropped',
    case: 'functions/rights-custom-policies',
    change: /effect: Effect\.DENY,\s+notActions: \['ses:\*'\]/,
    because: 'denies on addresses of SES what is of other services, which nobody is allowed there',
  },
];
