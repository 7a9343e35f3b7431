import { type API, type FileInfo, type Options, type Transform } from 'jscodeshift';
import { fileMigrator } from '../migrate.js';
import { OUTPUTS_ALONE } from '../setting.js';
import { type ClientTransform } from '../transform.js';

/**
 * What jscodeshift runs: `jscodeshift -t dist/transforms/client/jscodeshift/auth.cjs src`. What is told goes to its
 * own report. `--outputs` says where amplify_outputs.json lies; paths are relative to where it runs.
 */
export function faceOf(transforms: readonly ClientTransform[], whole: boolean): Transform {
  return async ({ path, source }: FileInfo, { report }: API, { outputs }: Options) => {
    const configuration = { ...OUTPUTS_ALONE, ...(typeof outputs === 'string' && { outputs }) };
    const migrate = await fileMigrator(transforms, { whole, configuration: () => configuration });
    const { text, findings } = migrate(path, source);
    for (const { code, origin, message } of findings)
      report(`${origin.line}:${origin.column} ${code} ${message}`);
    return text;
  };
}
