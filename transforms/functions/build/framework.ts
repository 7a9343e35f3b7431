import { fileOrigin } from '../../../src/core/origin.js';
import { textOfSource } from '../../shared/lambda/read.js';
import { type FunctionContext } from '../context.js';
import { type CdkRuntime } from '../runtimes.js';

const ELEMENT = /<TargetFrameworks?>\s*([^<]*?)\s*<\/TargetFrameworks?>/;

/**
 * A program of .NET asks for the version that its project file names, and a runtime of Lambda has one only ("Lambda
 * runtimes" in the Lambda developer guide): where that was retired, what is built does not start.
 */
export function tellFramework(context: FunctionContext, { identifier }: CdkRuntime): void {
  const needed = `net${identifier.replace(/^dotnet/, '')}.0`;
  const { files, folder } = context.model.sources;
  for (const { path, bytes } of files) {
    if (!/^[^/]+\.(?:cs|fs)proj$/.test(path)) continue;
    const text = textOfSource(bytes);
    const found = ELEMENT.exec(text);
    const framework = found?.[1] ?? '';
    if (found === null || framework.split(';').includes(needed) || framework.includes('$(')) continue;
    const line = text.slice(0, found.index).split('\n').length;
    const origin = { ...fileOrigin(`${folder}/${path}`), line };
    const file = `${context.folder}/src/${path}`;
    context.tell(
      'AM4016',
      origin,
      { label: context.label, framework, needed, runtime: identifier, file },
      { path: file },
    );
  }
}
