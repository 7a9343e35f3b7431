import { resolve } from 'node:path';
import { type Diagnostic, type Project, type ts } from 'ts-morph';

/** What the compiler says about one place. `path` is as it was given; line and column start at 1. */
export interface TypeProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The number of the message, as in TS2322. */
  readonly code: number;
  readonly message: string;
}

/** The compiler options of the amplify/tsconfig.json that create-amplify writes (public npm package, 1.x). */
const CREATE_AMPLIFY_OPTIONS = {
  target: 'ES2022',
  module: 'ES2022',
  moduleResolution: 'Bundler',
  resolveJsonModule: true,
  esModuleInterop: true,
  forceConsistentCasingInFileNames: true,
  strict: true,
  skipLibCheck: true,
} as const;

const CHECKED = /\.[cm]?ts$|\.json$/;

/**
 * Type-checks backends, without writing them, against the packages that can be found from a folder. The
 * declarations of the packages are read once, so one checker serves many backends.
 */
export class TypeChecker {
  readonly #root: string;
  readonly #project: Project;
  readonly #compiler: typeof ts;

  private constructor(root: string, project: Project, compiler: typeof ts) {
    this.#root = root;
    this.#project = project;
    this.#compiler = compiler;
  }

  /** @param root the folder that holds `amplify/`, or would */
  static async create(root: string): Promise<TypeChecker> {
    const { Project, ts: compiler } = await import('ts-morph');
    const absolute = resolve(root);
    const { target, module, moduleResolution, ...options } = CREATE_AMPLIFY_OPTIONS;
    const project = new Project({
      skipAddingFilesFromTsConfig: true,
      skipFileDependencyResolution: true,
      compilerOptions: {
        ...options,
        target: compiler.ScriptTarget[target],
        module: compiler.ModuleKind[module],
        moduleResolution: compiler.ModuleResolutionKind[moduleResolution],
        noEmit: true,
        paths: { '$amplify/*': [`${absolute}/.amplify/generated/*`] },
      },
    });
    return new TypeChecker(absolute, project, compiler);
  }

  /**
   * The problems of one backend. Like ampx it checks .ts files only; JSON may be imported, and JavaScript is
   * none of the compiler's business.
   * @param files text by path, relative to the root
   */
  check(files: ReadonlyMap<string, string>): TypeProblem[] {
    return this.checkAll(new Map([['.', files]])).get('.') ?? [];
  }

  /**
   * The problems of several backends, each as if it stood in a folder of its own below the root: one program
   * for all of them, which is much faster than one for each.
   */
  checkAll(backends: ReadonlyMap<string, ReadonlyMap<string, string>>): Map<string, TypeProblem[]> {
    const added = [...backends].flatMap(([folder, files]) =>
      [...files]
        .filter(([path]) => CHECKED.test(path))
        .map(([path, text]) => {
          const file = resolve(this.#root, folder, path);
          return {
            folder,
            path,
            sourceFile: this.#project.createSourceFile(file, text, { overwrite: true }),
          };
        }),
    );
    try {
      const problems = new Map<string, TypeProblem[]>([...backends.keys()].map((folder) => [folder, []]));
      const program = this.#project.getProgram();
      for (const { folder, path, sourceFile } of added) {
        const found = [
          ...program.getSyntacticDiagnostics(sourceFile),
          ...program.getSemanticDiagnostics(sourceFile),
        ];
        problems.get(folder)?.push(...found.map((diagnostic) => this.#problem(path, diagnostic)));
      }
      return problems;
    } finally {
      for (const { sourceFile } of added) this.#project.removeSourceFile(sourceFile);
    }
  }

  #problem(path: string, diagnostic: Diagnostic): TypeProblem {
    const sourceFile = diagnostic.getSourceFile();
    const start = diagnostic.getStart();
    const place =
      sourceFile && start !== undefined ? sourceFile.getLineAndColumnAtPos(start) : { line: 1, column: 1 };
    const message = this.#compiler.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' ');
    return { path, ...place, code: diagnostic.getCode(), message };
  }
}

/** Type-checks one backend; `TypeChecker` is the one for many. */
export async function typecheck(root: string, files: ReadonlyMap<string, string>): Promise<TypeProblem[]> {
  return (await TypeChecker.create(root)).check(files);
}
