import { deflateSync } from 'node:zlib';

/**
 * The body of git's binary patch, both ways, so that it can be taken back. The format is that of git's
 * `diff.c` (emit_binary_diff_body) and `base85.c`: the deflated content in lines of up to 52 bytes, each led
 * by a letter for its length (A-Z: 1-26, a-z: 27-52).
 */
export function binaryPatch(before: Uint8Array, after: Uint8Array): string {
  return `GIT binary patch\n${literal(after)}${literal(before)}`;
}

const BYTES_PER_LINE = 52;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = `0123456789${LETTERS}!#$%&()*+-;<=>?@^_\`{|}~`;

function literal(bytes: Uint8Array): string {
  const deflated = deflateSync(bytes);
  const lines = [`literal ${bytes.length}\n`];
  for (let at = 0; at < deflated.length; at += BYTES_PER_LINE) {
    const chunk = deflated.subarray(at, at + BYTES_PER_LINE);
    lines.push(`${LETTERS.charAt(chunk.length - 1)}${base85(chunk)}\n`);
  }
  return `${lines.join('')}\n`;
}

/** Five digits for each four bytes, most significant first; the last group is filled up with zeros. */
function base85(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4);
    group.set(bytes.subarray(at, at + 4));
    let rest = group.readUInt32BE();
    let digits = '';
    for (let n = 0; n < 5; n += 1) {
      digits = DIGITS.charAt(rest % 85) + digits;
      rest = Math.floor(rest / 85);
    }
    text += digits;
  }
  return text;
}
