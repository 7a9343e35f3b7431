import { type Script } from './script.js';

/** What only files of tests say. */
const OF_TESTS =
  /\b(?:jest|vi|sinon)\.\w+\(|\.mock(?:Resolved|Rejected|Return|Implementation)|\btoHaveBeenCalled/;

/** Why a function that is passed on can't be translated; `now` is what it is in version 6. */
export function whyPassedOn(script: Script, now: string): string {
  const isTest = OF_TESTS.test(script.textOf(script.program.node));
  return isTest
    ? `a test puts something in its place: in version 6 that is ${now}`
    : 'the function is passed on, not called';
}
