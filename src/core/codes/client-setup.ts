import { listed, shown } from '../shown.js';
import { code } from './define.js';

/** AM602x: what a client is configured with, and the files around its code. */
export const CLIENT_SETUP_CODES = {
  AM6020: code({
    level: 'note',
    title: "A client that stays with Gen 1's configuration",
    message: (p: { backend: string }) =>
      `${shown(p.backend, 60)} holds nothing that moved: the code goes to version 6, whose parser reads Gen 1's file as well`,
    why: 'A client that is configured with outputs that no backend writes does not build.',
    remedy:
      'Deploy it as it is. Run this again when a feature of the backend has moved: the client follows it then.',
  }),
  AM6021: code({
    level: 'note',
    title: 'A configuration of both generations',
    message: (p: { module: string; moved: readonly string[]; left: readonly string[] }) =>
      `${shown(p.module)} takes ${listed(p.moved)} from amplify_outputs.json and ${listed(p.left)} from Gen 1's file`,
    why: "Amplify.configure merges nothing: what it is given last is all there is. And a backend of Gen 1 takes the tokens of Gen 2's user pool only where both are one pool.",
    remedy: 'Run this again after each feature: the module shrinks with it, and goes with the last one.',
  }),
  AM6022: code({
    level: 'error',
    title: 'A configuration that is made elsewhere',
    message: (p: { what: string }) =>
      `Amplify.configure is given ${shown(p.what, 90)}, and nobody sees here which backend that is`,
    why: 'Values of Gen 1 that are kept in code or in the environment stay those of Gen 1 when the backend has moved.',
    remedy:
      'Give it amplify_outputs.json, or put the values of the new backend where these come from; settings by category (`Auth: { … }`) have another shape in version 6.',
  }),
  AM6024: code({
    level: 'error',
    title: 'A package without a version for aws-amplify 6',
    message: (p: { name: string; instead: string }) =>
      `${p.name} is still imported; in its place there is ${p.instead}`,
    why: 'It needs the library of before version 6, and two of them keep two users.',
    remedy: 'Move the modules that import it, then run this again: the package goes with the last import.',
  }),
  AM6025: code({
    level: 'error',
    title: 'A package that is too old for its neighbour',
    message: (p: { name: string; peer: string; have: string; least: string }) =>
      `${p.name} asks for ${p.peer} from ${p.least} on, and ${shown(p.have, 40)} is asked for here`,
    why: 'Installing ends with an error of peers, or the app with two copies of a framework.',
    remedy: (p) => `Raise ${p.peer} first.`,
  }),
  AM6026: code({
    level: 'warning',
    title: 'Native modules that version 6 needs',
    message: (p: { modules: readonly string[]; command: string }) =>
      `aws-amplify 6 loads ${listed(p.modules)} in React Native`,
    why: 'It keeps tokens and makes random values by them; without them the app ends at its start.',
    remedy: (p) => `Run ${p.command}, then build the native app anew.`,
  }),
  AM6027: code({
    level: 'warning',
    title: 'A part of the page that is not there any more',
    message: (p: { what: string }) => `version 6 shows no such thing: ${p.what}`,
    why: 'What a user clicked on is gone, and nothing fails.',
    remedy: 'Write it into the component, with the props that it is given.',
  }),
  AM6028: code({
    level: 'error',
    title: "Amplify Studio's components for version 5",
    message: (p: { folder: string }) =>
      `${shown(p.folder)} holds components whose helpers @aws-amplify/ui-react 6 does not export (getOverrideProps, useNavigateAction and others); they stay as they are`,
    why: 'Nothing writes them anew when the Gen 1 backend is gone.',
    remedy:
      'While it is there: install aws-amplify 6, and run `amplify pull`, which writes them for the version that package.json asks for, with the helpers in a file of their own. Then they are code of the app.',
  }),
} as const;
