/** AM3xxx: data. */
export const DATA_CODES = {} as const;
