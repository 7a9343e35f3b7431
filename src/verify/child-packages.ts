/**
 * What a process of the proof loads of the project (its arguments, see process-script.ts). tsx looks into each file that
 * it loads, and the packages have a thousand: they are loaded before it, which takes a third of the time of both.
 */
const [, , backend = '', loader = ''] = process.argv;

/** Done when the packages are there. What is missing is told by the import of the backend's own code. */
export const packagesAhead: Promise<unknown> = import(backend).catch(() => undefined);

/** From now on the code of the project can be loaded, which is TypeScript. */
export async function readTypeScript(): Promise<void> {
  await packagesAhead;
  await import(loader);
}
