/** The package has no types. What its parser gives is described in ast.ts. */
declare module 'amplify-velocity-template/src/parse.js' {
  export default function parse(text: string): unknown;
}
