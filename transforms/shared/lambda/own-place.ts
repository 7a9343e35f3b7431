import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, stringAt } from '../../../src/core/json.js';
import { type Part } from './intrinsics.js';

/** The region and the account that all environments of a project have; undefined: they differ, or nobody knows. */
interface Place {
  readonly region: string | undefined;
  readonly account: string | undefined;
}

function placeOf({ environments }: Gen1App): Place {
  const places = environments.map(({ teamProvider }) => deployedTo(teamProvider));
  const [first, ...others] = places;
  return {
    region: others.every(({ region }) => region === first?.region) ? first?.region : undefined,
    account: others.every(({ account }) => account === first?.account) ? first?.account : undefined,
  };
}

function deployedTo(teamProvider: JsonNode | null): Place {
  const role = stringAt(teamProvider ?? undefined, 'awscloudformation', 'AuthRoleArn') ?? '';
  return {
    region: stringAt(teamProvider ?? undefined, 'awscloudformation', 'Region'),
    account: /^arn:[\w-]+:iam::(\d{12}):/.exec(role)?.[1],
  };
}

/** Whether a text names the account of some environments, but not of all. */
export function namesAccount(text: string, app: Gen1App): boolean {
  return app.environments.some(({ teamProvider }) => {
    const { account } = deployedTo(teamProvider);
    return account !== undefined && text.includes(`:${account}:`);
  });
}

/**
 * People copy ARNs from the console, with the region and the account that their environments are deployed to. In the
 * code of all branches they are those of the deployment.
 */
export function inOwnPlace([first, ...others]: readonly Part[], app: Gen1App): readonly Part[] {
  if (typeof first !== 'string') return first === undefined ? [] : [first, ...others];
  const [, start = '', region = '', account = '', rest = ''] =
    /^(arn:[\w*-]+:[\w*-]+:)([^:]*):([^:]*)(:.*)?$/s.exec(first) ?? [];
  const place = placeOf(app);
  const isOwn = {
    region: region !== '' && region === place.region,
    account: account !== '' && account === place.account,
  };
  if (!isOwn.region && !isOwn.account) return [first, ...others];
  const parts: readonly Part[] = [
    start,
    isOwn.region ? { hole: 'region' } : region,
    ':',
    isOwn.account ? { hole: 'account' } : account,
    rest,
    ...others,
  ];
  return joinedTexts(parts);
}

function joinedTexts(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}
