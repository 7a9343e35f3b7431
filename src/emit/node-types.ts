import { type Dependency, type Draft, type FeatureId } from '../core/feature.js';

/**
 * ampx type-checks the backend, and nothing that it installs declares `process` or `node:fs`. The lowest Node.js
 * that Gen 2 runs on decides the version.
 */
const NODE_TYPES: Omit<Dependency, 'by'> = { name: '@types/node', version: '20.19.43', dev: true };

/** The draft, with the types of Node.js where its code uses them. */
export function withNodeTypes(draft: Draft, feature: FeatureId): Draft {
  const texts = [
    ...draft.files.filter(({ language }) => language === 'typescript').map(({ content }) => content),
    ...draft.backend.statements.map(({ code }) => code),
  ];
  const asks = texts.some((text) => typeof text === 'string' && /\bprocess\.env\b|'node:/.test(text));
  if (!asks) return draft;
  return { ...draft, dependencies: [...draft.dependencies, { ...NODE_TYPES, by: `amplify/${feature}` }] };
}
