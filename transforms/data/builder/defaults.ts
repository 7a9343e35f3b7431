import { type Code, code, literal } from '../../../src/emit/code.js';
import { type Field } from '../api.js';
import { SCALARS } from './types.js';
import { sdlText } from './words.js';

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'Float', 'AWSTimestamp']);

/** `.default(…)`; nothing where there is none, or none that the builder can say. */
export function defaultCode(field: Field): Code {
  const value = defaultValue(field);
  return value === null ? code`` : code`.default(${value})`;
}

/** True for a default that the builder can't say: of an enum, or of another kind than the field. */
export function isUnsayableDefault(field: Field): boolean {
  return field.defaultValue !== null && defaultValue(field) === null;
}

function defaultValue({ type, defaultValue: given }: Field): Code | null {
  if (given === null || type.kind !== 'named' || !SCALARS.has(type.name)) return null;
  if (NUMBERS.has(type.name)) return numberCode(given.value);
  if (type.name === 'Boolean') {
    return given.value === 'true' || given.value === 'false' ? literal(given.value === 'true') : null;
  }
  return sdlText(given.value);
}

function numberCode(text: string): Code | null {
  const value = Number(text);
  const isNumber = text.trim() !== '' && Number.isFinite(value);
  // More digits than a number of JavaScript holds would become another number.
  return isNumber && (Number.isSafeInteger(value) || !/^-?\d{16,}$/.test(text.trim()))
    ? literal(value)
    : null;
}
