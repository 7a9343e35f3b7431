/** What stands for the parts of auth in the synthesis of a Gen 1 API, which has no auth of its own. */
export const GEN1_ROLES = { authenticated: 'gen1-authRole', unauthenticated: 'gen1-unauthRole' } as const;
export const GEN1_USER_POOL = 'us-east-1_gen1';
export const GEN1_IDENTITY_POOL = 'us-east-1:00000000-0000-4000-8000-000000000000';
