import { code } from './define.js';

const REPORT = 'Report it, with the line that was printed and what the same command prints with DEBUG=1.';

/** AM9xxx: the tool is at fault. They stop a run, so they are never part of a report. */
export const INTERNAL_CODES = {
  AM9000: code({
    level: 'error',
    title: 'Unexpected failure',
    message: (p: { problem: string }) => p.problem,
    why: 'Something happened that the tool has no words for. Nothing was written, unless a line before says so.',
    remedy: REPORT,
  }),
  AM9001: code({
    level: 'error',
    title: 'Setting accounted for twice',
    message: (p: { place: string }) => `${p.place} was settled twice`,
    why: 'Every setting has exactly one fate; two rules that claim the same one contradict each other.',
    remedy: REPORT,
  }),
  AM9002: code({
    level: 'error',
    title: 'Unsafe name in emitted code',
    message: (p: { name: string }) => `${p.name} is not an identifier that can be used here`,
    why: 'A name that is not an identifier could become code, so the tool stops instead of printing it.',
    remedy: REPORT,
  }),
  AM9003: code({
    level: 'error',
    title: 'Parser without an answer',
    message: (p: { problem: string }) => p.problem,
    why: 'A parser gave neither a value with a place nor an error; a value without a place would be lost.',
    remedy: REPORT,
  }),
  AM9004: code({
    level: 'error',
    title: 'Unknown node in a document',
    message: (p: { problem: string }) => p.problem,
    why: 'A document holds a construct that the reader does not know, and skipping it would be silent.',
    remedy: REPORT,
  }),
  AM9005: code({
    level: 'error',
    title: 'Edits of code that contradict each other',
    message: (p: { problem: string }) => p.problem,
    why: 'Two rules want the same place of a file, and what came out would be neither.',
    remedy: REPORT,
  }),
} as const;
