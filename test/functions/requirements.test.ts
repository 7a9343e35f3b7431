import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../transforms/functions/build/requirements.js';

function read(...lines: readonly string[]) {
  return requirementsOf(['[dev-packages]', 'pytest = "*"', '', '[packages]', ...lines].join('\n'));
}

describe('the packages of a Pipfile', () => {
  it.each([
    ['requests = "*"', 'requests'],
    ['boto3 = "1.28.57"', 'boto3==1.28.57'],
    ['flask = ">=2.0,<3"', 'flask>=2.0,<3'],
    ['"ruamel.yaml" = "~=0.18"', 'ruamel.yaml~=0.18'],
    ['pydantic = {extras = ["email", "timezone"], version = "*"}', 'pydantic[email,timezone]'],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual({ lines: [expected], unread: [] });
  });

  it.each([
    'own = {git = "https://git.village.example/own.git"}',
    'own = {version = "*", index = "ours"}',
    'own = {path = "../own"}',
    'own = "1.0; --index-url https://elsewhere.example"',
    '-r = "*"',
  ])('does not read %s', (line) => {
    const { lines, unread } = read(line);
    expect([lines, unread.length]).toEqual([[], 1]);
  });

  it('are neither those of the development nor the code itself', () => {
    expect(read('src = {editable = true, path = "./src"}', '[requires]', 'python_version = "3.8"')).toEqual({
      lines: [],
      unread: [],
    });
  });
});
