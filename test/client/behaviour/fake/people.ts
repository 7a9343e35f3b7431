/** People of the user pool, by what happens when they sign in. */
export const PEOPLE = {
  /** Signs in with nothing further. */
  plain: 'ada',
  /** Has a temporary password. */
  newcomer: 'grace',
  sms: 'edith',
  totp: 'joan',
  /** Gives a wrong password. */
  wrong: 'mallory',
} as const;

export const PASSWORD = 'Correct-horse-1';
/** A code that is wrong, wherever one is asked for. */
export const WRONG_CODE = '000000';

export const USER_POOL = 'us-east-1_Notebook1';
export const APP_CLIENT = 'notebookclient';
export const IDENTITY_POOL = 'us-east-1:11111111-2222-3333-4444-555555555555';
/** The identity of whoever is signed in, and of a guest. */
export const IDENTITIES = { user: 'us-east-1:user', guest: 'us-east-1:guest' } as const;

export const BUCKET = 'notebook-files';
export const GRAPHQL = 'https://notebook.appsync-api.us-east-1.amazonaws.com/graphql';
export const API_KEY = 'da2-notebook';
export const REST = { name: 'notes', endpoint: 'https://notebook.execute-api.us-east-1.amazonaws.com/dev' };

/** What each member of the user's attributes is. */
export const ATTRIBUTES = [
  { Name: 'sub', Value: 'sub-of-ada' },
  { Name: 'email', Value: 'ada@example.com' },
  { Name: 'email_verified', Value: 'true' },
  { Name: 'name', Value: 'Ada' },
];
