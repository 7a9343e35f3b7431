/** AM1xxx: auth. */
export const AUTH_CODES = {} as const;
