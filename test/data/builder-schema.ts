import vm from 'node:vm';
import { a } from '@aws-amplify/data-schema';
import { transform } from 'esbuild';
import { format } from 'prettier';
import { writeBuilder } from '../../transforms/data/builder/index.js';
import { type LaneInput } from '../../transforms/data/lane.js';

/** amplify/data/resource.ts of a schema, formatted. */
export async function resourceOf(input: LaneInput): Promise<string> {
  const [file] = writeBuilder(input).files;
  return format(String(file?.content), { parser: 'typescript', singleQuote: true, printWidth: 110 });
}

/** What stands between `a.schema({` and the type of the schema. */
export async function schemaText(input: LaneInput): Promise<string> {
  const text = await resourceOf(input);
  return text.slice(text.indexOf('a.schema('), text.indexOf('\nexport type')).trim();
}

/** The SDL that the builder of data-schema makes of the emitted schema. */
export async function builtSdl(input: LaneInput): Promise<string> {
  const { code } = await transform(`schema = ${(await schemaText(input)).replace(/;$/, '')};`, {
    loader: 'ts',
  });
  const context: { schema?: { transform(): { schema: string } }; a: typeof a; environmentName: string } = {
    a,
    environmentName: 'dev',
  };
  vm.runInNewContext(code, context);
  return context.schema?.transform().schema ?? '';
}
