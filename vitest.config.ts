import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/run-folder.ts'],
    include: ['test/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Left to itself vitest leaves a core free, which of two is half of the machine.
    maxWorkers: '100%',
    // The packages of AWS take seconds to load, and every file that loads them anew takes them again. What tests put
    // in the place of functions and variables is taken back after each file.
    isolate: false,
    // Room for young objects: syntheses make many, and collecting them took a tenth of the time.
    execArgv: ['--max-old-space-size=4096', '--max-semi-space-size=64'],
    // Type checks and syntheses of whole backends run inside tests; a machine with two cores needs the room.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A snapshot that nobody reads any more, or that a run would write by itself, is a failure.
    passWithNoTests: false,
    // CDK checks templates by rules of its own for seconds, in every process anew, and only prints warnings.
    env: { NO_COLOR: '1', FORCE_COLOR: undefined, DEBUG: undefined, CDK_VALIDATION: 'false' },
  },
});
