import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Construct from '@aws-amplify/graphql-api-construct';
import type * as Cdk from 'aws-cdk-lib';
import type * as Appsync from 'aws-cdk-lib/aws-appsync';
import type * as Cognito from 'aws-cdk-lib/aws-cognito';
import type * as Iam from 'aws-cdk-lib/aws-iam';
import type * as Lambda from 'aws-cdk-lib/aws-lambda';

/** The packages that hold the transformers of both generations; they are CommonJS, and heavy. */
export interface Packages {
  readonly cdk: typeof Cdk;
  readonly appsync: typeof Appsync;
  readonly cognito: typeof Cognito;
  readonly iam: typeof Iam;
  readonly lambda: typeof Lambda;
  readonly construct: typeof Construct;
}

/**
 * Loads the packages as a project finds them: its own, or those that its @aws-amplify/backend brings. Without a
 * project they are found from here.
 * @throws Error with the code MODULE_NOT_FOUND when they are not installed
 */
export function loadPackages(projectRoot?: string): Packages {
  const from = createRequire(projectRoot === undefined ? import.meta.url : join(projectRoot, 'package.json'));
  const ways = [from, () => through(from, BROUGHT_BY)] as const;
  const load = (name: string): unknown => {
    try {
      return ways[0](name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
      return ways[1]()(name);
    }
  };
  return {
    cdk: load('aws-cdk-lib') as typeof Cdk,
    appsync: load('aws-cdk-lib/aws-appsync') as typeof Appsync,
    cognito: load('aws-cdk-lib/aws-cognito') as typeof Cognito,
    iam: load('aws-cdk-lib/aws-iam') as typeof Iam,
    lambda: load('aws-cdk-lib/aws-lambda') as typeof Lambda,
    construct: load('@aws-amplify/graphql-api-construct') as typeof Construct,
  };
}

/** The way to the construct from what every project of Gen 2 depends on. */
const BROUGHT_BY = ['@aws-amplify/backend', '@aws-amplify/backend-data', '@aws-amplify/data-construct'];

/** A package manager that does not hoist lets a package be found only from the one that needs it. */
function through(from: NodeJS.Require, names: readonly string[]): NodeJS.Require {
  return names.reduce((one, name) => createRequire(one.resolve(name)), from);
}
