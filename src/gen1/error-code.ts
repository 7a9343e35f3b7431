/** The code of a system error, `ENOENT` for instance. @throws the error itself when it is of another kind */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
