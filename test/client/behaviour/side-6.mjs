// aws-amplify 6, as a migrated app configures it: with amplify_outputs.json, and its REST APIs beside.
import { Amplify } from 'aws-amplify';
import { signIn as signInOf6, signOut as signOutOf6 } from 'aws-amplify/auth';
import { GEN2 } from './configuration.ts';
import { PASSWORD, PEOPLE, REST } from './fake/people.ts';

export function configure() {
  Amplify.configure(GEN2);
  const { API, ...rest } = Amplify.getConfig();
  const apis = { [REST.name]: { endpoint: REST.endpoint, region: 'us-east-1' } };
  Amplify.configure({ ...rest, API: { ...API, REST: apis } });
}

export async function signIn() {
  await signInOf6({
    username: PEOPLE.plain,
    password: PASSWORD,
    options: { authFlowType: 'USER_PASSWORD_AUTH' },
  });
}

export async function signOut() {
  await signOutOf6();
}
