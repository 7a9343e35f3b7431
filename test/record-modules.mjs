// Preloaded with --import: writes every module that a process resolves or keeps loaded to the file MODULE_LIST.
import { appendFileSync } from 'node:fs';
import Module, { register } from 'node:module';

const list = process.env.MODULE_LIST;
const hook = `
  import { appendFileSync } from 'node:fs';
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    appendFileSync(${JSON.stringify(list)}, found.url + '\\n');
    return found;
  }
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
process.on('exit', () => appendFileSync(list, Object.keys(Module._cache).join('\n')));
