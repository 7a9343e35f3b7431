/** Source text as prettier prints it, so that tests don't depend on layout. */
export async function formatCode(source: string): Promise<string> {
  const { format } = await import('prettier');
  return format(source, { parser: 'typescript', singleQuote: true, printWidth: 110 });
}
