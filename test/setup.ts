import fc from 'fast-check';

/**
 * Properties are tried on the same values in every run, so that a change is judged by what it changed;
 * `npm run fuzz` tries new ones.
 */
const seed = process.env['FUZZ'] === '1' ? Date.now() : 20_270_501;
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
