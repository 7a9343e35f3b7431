// aws-amplify 5, as its apps configure it: with aws-exports.
import { Amplify, Auth } from 'aws-amplify';
import { GEN1 } from './configuration.ts';
import { PASSWORD, PEOPLE } from './fake/people.ts';

export function configure() {
  Amplify.Logger.LOG_LEVEL = 'ERROR';
  Amplify.configure(GEN1);
}

export async function signIn() {
  Auth.configure({ authenticationFlowType: 'USER_PASSWORD_AUTH' });
  await Auth.signIn(PEOPLE.plain, PASSWORD);
  Auth.configure({ authenticationFlowType: 'USER_SRP_AUTH' });
}

export async function signOut() {
  await Auth.signOut();
}
