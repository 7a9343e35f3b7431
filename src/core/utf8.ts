const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Bytes as text; null where they are not UTF-8. A byte order mark stays part of the text, so that what was not changed
 * stays as it was.
 */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}
