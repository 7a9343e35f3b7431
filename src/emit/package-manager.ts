export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun';

/** Lock files, the ones that are only there on purpose first: npm's is also written by accident. */
const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** Those that CDK bundles functions by (package-manager.ts of its aws-lambda-nodejs): there may be one. */
export const BUNDLED_BY = LOCK_FILES.map(([file]) => file).filter((file) => file !== 'npm-shrinkwrap.json');

const ADD_EXACT: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install --save-dev --save-exact',
  yarn: 'yarn add --dev --exact',
  pnpm: 'pnpm add --save-dev --save-exact',
  bun: 'bun add --dev --exact',
};

/** The package manager of a project: by `packageManager` of its package.json, else by lock file, else npm. */
export function packageManager(files: Iterable<string>, declared?: unknown): PackageManager {
  const name = typeof declared === 'string' ? declared.split('@')[0] : undefined;
  if (name === 'npm' || name === 'yarn' || name === 'pnpm' || name === 'bun') return name;
  const present = new Set(files);
  return LOCK_FILES.find(([file]) => present.has(file))?.[1] ?? 'npm';
}

/** The command that installs what package.json asks for. */
export function installCommand(manager: PackageManager): string {
  return `${manager} install`;
}

/** The command that puts one package into devDependencies at one version. */
export function addCommand(manager: PackageManager, name: string, version: string): string {
  return `${ADD_EXACT[manager]} ${name}@${version}`;
}
