import { type Code } from '../core/codes/index.js';
import { type FeatureId } from '../core/feature.js';

interface Area {
  readonly feature: FeatureId | 'project';
  /** Gen 2's documentation of what the codes are about. */
  readonly page: string;
}

const DOCS = 'https://docs.amplify.aws/react';
const MIGRATION = `${DOCS}/start/migrate-to-gen2/`;

/** What a code is about, by its first digit: see CODES. */
const AREAS: Readonly<Record<string, Area>> = {
  '1': { feature: 'auth', page: `${DOCS}/build-a-backend/auth/` },
  '2': { feature: 'storage', page: `${DOCS}/build-a-backend/storage/` },
  '3': { feature: 'data', page: `${DOCS}/build-a-backend/data/` },
  '4': { feature: 'functions', page: `${DOCS}/build-a-backend/functions/` },
  '5': { feature: 'custom', page: `${DOCS}/build-a-backend/add-aws-services/` },
  '6': { feature: 'client', page: MIGRATION },
};

/** The feature that a code belongs to, and where to read about it. */
export function areaOf(code: Code): Area {
  return AREAS[code[2] ?? ''] ?? { feature: 'project', page: MIGRATION };
}

/** Folders of Gen 1 below amplify/backend, by the feature that reads them. */
const CATEGORIES: ReadonlyMap<string, FeatureId> = new Map<string, FeatureId>([
  ['auth', 'auth'],
  ['api', 'data'],
  ['storage', 'storage'],
  ['function', 'functions'],
  ['geo', 'geo'],
  ['analytics', 'analytics'],
  ['notifications', 'analytics'],
  ['predictions', 'custom'],
  ['interactions', 'custom'],
  ['custom', 'custom'],
  ['hosting', 'hosting'],
]);

/** The Gen 1 resource that a file belongs to: `auth/club` for everything in `amplify/backend/auth/club/`. */
export function resourceOfFile(file: string): { readonly category: string; readonly name: string } | null {
  const [, category, name] = /(?:^|\/)amplify\/backend\/([^/]+)\/([^/]+)\//.exec(file) ?? [];
  return category === undefined || name === undefined ? null : { category, name };
}

/** The feature that a Gen 1 file is about; `project` for settings of the whole. */
export function featureOfFile(file: string): FeatureId | 'project' {
  return CATEGORIES.get(resourceOfFile(file)?.category ?? '') ?? 'project';
}
