import { Deployment } from './facts/deployment.js';
import { type KnownNames, backendNaming } from './iam/names.js';
import { type Stacks } from './template.js';

const KNOWN = new WeakMap<Stacks, WeakMap<KnownNames, Deployment>>();

/** The deployment of stacks with the names of both generations; all kinds of facts are read from the same one. */
export function namedDeployment(stacks: Stacks, known: KnownNames): Deployment {
  const ofStacks = KNOWN.get(stacks) ?? new WeakMap<KnownNames, Deployment>();
  const deployment = ofStacks.get(known) ?? new Deployment(stacks, backendNaming(known));
  KNOWN.set(stacks, ofStacks.set(known, deployment));
  return deployment;
}
