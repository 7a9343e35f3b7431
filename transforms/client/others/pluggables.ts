import { type Script } from '../script.js';
import { removeStatement } from '../statements.js';
import { type Use } from '../uses.js';

/** Providers that version 6 has built in: nothing adds them. */
const BUILT_IN = new Set([
  ...['AmazonAIPredictionsProvider', 'AWSPinpointProvider', 'AWSLexProvider'],
  ...['AWSKinesisProvider', 'AWSKinesisFirehoseProvider', 'AmazonPersonalizeProvider'],
]);

/** Takes `addPluggable(new AmazonAIPredictionsProvider())` away. Returns whether it was that. */
export function dropPluggable(script: Script, use: Use): boolean {
  const { call, member } = use;
  const statement = call?.parentPath;
  if (member?.name !== 'addPluggable' || statement?.isExpressionStatement() !== true) return false;
  if (!statement.parentPath.isProgram() && !statement.parentPath.isBlockStatement()) return false;
  const [argument, ...more] = call?.get('arguments') ?? [];
  if (argument?.isNewExpression() !== true || more.length + argument.node.arguments.length > 0) return false;
  const provider = script.allUses.find(
    ({ symbol, object }) => BUILT_IN.has(symbol) && object.node === argument.node.callee,
  );
  if (provider === undefined) return false;
  removeStatement(script, statement.node);
  script.settle(use);
  script.settle(provider);
  return true;
}
