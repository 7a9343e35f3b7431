import { type JsonNode, stringAt } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code, literal, type ModuleText, object } from '../../../src/emit/code.js';
import { type ResolverFile } from './slots.js';
import { textOf } from '../../shared/template/intrinsics.js';
import { type Part, shownParts } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { type Names, valueOf } from '../../shared/template/values.js';

export const RESOLVERS_FOLDER = 'amplify/data/resolvers';

/** The mapping templates of the API, and which of them the emitted code reads. */
export class TemplateFiles {
  readonly #files: ReadonlyMap<string, ResolverFile>;
  readonly #read = new Set<ResolverFile>();

  constructor(files: ReadonlyMap<string, ResolverFile>) {
    this.#files = files;
  }

  /** The files that the emitted code reads. */
  get read(): readonly ResolverFile[] {
    return [...this.#read];
  }

  /** The text of a template, as code. @throws Refusal when the project does not have it */
  use(name: string, origin: Origin): Code {
    const file = this.#files.get(name);
    if (file === undefined) {
      throw new Refusal(`its template ${shown(name)} is none of the files in resolvers/`, origin);
    }
    this.#read.add(file);
    return code`template(${literal(name)})`;
  }

  /** The function that reads a template in a module below amplify/data/custom. */
  reader(module: ModuleText): Code {
    const read = module.use('readFileSync', 'node:fs');
    return code`function template(name: string): string {
return ${read}(new URL(\`../resolvers/\${name}\`, import.meta.url), 'utf8');
}`;
  }
}

const S3_LOCATION = /^(?<kind>RequestMappingTemplate|ResponseMappingTemplate|Code)S3Location$/;

/** The properties of a resource, templates that Gen 1 uploads to S3 as files of the backend. */
export function propertiesOf(
  properties: ReadonlyMap<string, JsonNode>,
  scope: Scope,
  names: Names,
  files: TemplateFiles,
  dataSource: (name: string) => Code | null,
): Code {
  return object(
    [...properties].map(([property, node]) => {
      const kind = S3_LOCATION.exec(property)?.groups?.['kind'];
      const uploaded = kind === undefined ? null : uploadedName(textOf(node, scope));
      if (kind !== undefined && uploaded !== null) {
        return [names.name(kind), files.use(uploaded, node.origin)] as const;
      }
      const named = property === 'DataSourceName' ? dataSource(stringAt(node) ?? '') : null;
      if (named !== null) return [names.name(property), named] as const;
      const inner = names.free.has(property) ? { ...names, name: (name: string) => name } : names;
      const value = valueOf(node, scope, inner);
      if (value !== null && /\bgen1Deployment\b/.test(value)) {
        throw new Refusal('it takes a file from the bucket of Gen 1', node.origin);
      }
      return value === null ? null : ([names.name(property), value] as const);
    }),
  );
}

/** `s3://<bucket>/<root>/resolvers/Query.f.req.vtl` is the file `Query.f.req.vtl` of the API. */
function uploadedName(parts: readonly Part[]): string | null {
  const shape = shownParts(parts);
  const match = /^s3:\/\/\$\{bucket\}\/\$\{rootKey\}\/(?:resolvers|pipelineFunctions)\/([^/$]+)$/.exec(shape);
  return match?.[1] ?? null;
}
