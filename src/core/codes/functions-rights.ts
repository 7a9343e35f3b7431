import { listed, shown } from '../shown.js';
import { code } from './define.js';

function quotedList(actions: string): string {
  return actions
    .split(', ')
    .map((action) => `'${shown(action).slice(1, -1)}'`)
    .join(', ');
}

/** AM41xx: what functions are granted, what calls them, and the stacks that they are in. */
export const FUNCTIONS_RIGHTS_CODES = {
  AM4100: code({
    level: 'error',
    title: 'A permission on something that is not in the Gen 2 backend',
    message: (p: { name: string; key: string; effect: string; actions: string; resource: string }) =>
      `the function ${shown(p.name)} ${p.effect === 'Deny' ? 'may not' : 'may'} do ${p.actions} on ${shown(p.resource, 300)} in Gen 1`,
    why: 'The resource is not migrated, or only Gen 1 knows its name, so the right is not granted.',
    remedy: (p: { key: string; effect: string; actions: string; resource: string }) =>
      'Once the resource has a place in amplify/backend.ts, grant it there with its ARN: ' +
      `\`backend.${p.key}.resources.lambda.addToRolePolicy(new PolicyStatement({ ` +
      `${p.effect === 'Deny' ? 'effect: Effect.DENY, ' : ''}actions: [${quotedList(p.actions)}], resources: [arn] }))\`.`,
  }),
  AM4101: code({
    level: 'error',
    title: 'A statement of a policy that is not understood',
    message: (p: { name: string; text: string }) =>
      `a policy of the function ${shown(p.name)} holds ${shown(p.text, 300)}`,
    why: 'What is not understood is not granted.',
    remedy: 'Write it as a PolicyStatement in amplify/backend.ts.',
  }),
  AM4102: code({
    level: 'warning',
    title: 'A permission that names one environment',
    message: (p: { name: string; resource: string }) =>
      `a policy of the function ${shown(p.name)} names what one environment has: ${shown(p.resource, 200)}`,
    why: 'It is granted as it is written, so every branch may use what belongs to that environment.',
    remedy: 'Put the reference to the resource of the branch in its place in amplify/backend.ts.',
  }),
  AM4103: code({
    level: 'warning',
    title: 'A role with more than a function needs',
    message: (p: { name: string; property: string }) =>
      `the role of the function ${shown(p.name)} sets ${shown(p.property)}, which is not carried over`,
    why: 'Gen 2 makes the role of a function itself.',
    remedy: 'Set it on `resources.lambda.role` in amplify/backend.ts.',
  }),
  AM4104: code({
    level: 'warning',
    title: 'Functions that use what stays in Gen 1',
    message: (p: { resources: readonly string[] }) =>
      `functions are told of, or may use ${listed(p.resources.map((name) => shown(name)))} of Gen 1`,
    why: 'These resources do not move yet, so their names, ids and ARNs are those of the Gen 1 environments.',
    remedy:
      'Keep them in Gen 1 until they have moved, and put their new values in the place of the old ones then.',
  }),
  AM4105: code({
    level: 'error',
    title: 'A value of Gen 1 that the repository does not hold',
    message: (p: { name: string; branch: string; resource: string }) =>
      `${shown(p.name)} of ${shown(p.resource)} is empty for the branch ${shown(p.branch)}`,
    why: 'A right on it is a right on nothing, and a variable with it is empty.',
    remedy: (p: { name: string; branch: string }) =>
      `Put ${shown(p.name)} of ${shown(p.branch)} into amplify/functions/gen1.ts, or run \`amplify pull\` in Gen 1, ` +
      'which writes it into amplify-meta.json, and plan functions again.',
  }),
  AM4106: code({
    level: 'error',
    title: 'A managed policy that only Gen 1 knows',
    message: (p: { name: string; key: string; arn: string }) =>
      `the role of the function ${shown(p.name)} has the managed policy ${shown(p.arn, 200)} in Gen 1`,
    why: 'Only Gen 1 knows which policy it is, so what it allows is not granted.',
    remedy: (p: { key: string }) =>
      'Add it in amplify/backend.ts by its ARN: ' +
      `\`backend.${p.key}.resources.lambda.role!.addManagedPolicy(ManagedPolicy.fromManagedPolicyArn(backend.${p.key}.stack, 'Gen1Policy', arn))\`.`,
  }),
  AM4107: code({
    level: 'warning',
    title: 'A permission on the table of a model by its name of Gen 1',
    message: (p: { name: string; key: string; model: string; actions: string; resource: string }) =>
      `a policy of the function ${shown(p.name)} names the table of \`${p.model}\` as ${shown(p.resource, 200)}`,
    why: 'Tables that are imported keep their names, and new ones have others: on those the function has no such right.',
    remedy: (p: { key: string; model: string; actions: string }) =>
      'Where the table is a new one, grant it there in amplify/backend.ts: ' +
      `\`backend.${p.key}.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: [${quotedList(p.actions)}], ` +
      `resources: [backend.data.resources.tables['${p.model}'].tableArn] }))\`.`,
  }),
  AM4110: code({
    level: 'note',
    title: 'A schedule of EventBridge Scheduler',
    message: (p: { name: string; gen1: string; gen2: string }) =>
      `the function ${shown(p.name)} runs by ${shown(p.gen1)} in Gen 1 and by \`schedule: ${shown(p.gen2)}\` in Gen 2, at the same times`,
    why: 'Rules of EventBridge send events whose `source` is `aws.events`, EventBridge Scheduler `aws.scheduler`.',
    remedy: 'Nothing, unless code that is not in the function looks at its events.',
  }),
  AM4111: code({
    level: 'note',
    title: 'A rate that begins at another time',
    message: (p: { name: string; gen1: string; gen2: string }) =>
      `the function ${shown(p.name)} runs by ${shown(p.gen1)}; Gen 2 keeps the interval with ${shown(p.gen2)}`,
    why: 'A rate of Gen 1 is counted from when it was deployed, one of Gen 2 from the full hour, day or week (UTC).',
    remedy: 'Use a cron expression in `schedule` if the time of day matters.',
  }),
  AM4112: code({
    level: 'note',
    title: 'A schedule that stays a rule of EventBridge',
    message: (p: { name: string; expression: string; reason: string }) =>
      `${shown(p.expression)} of the function ${shown(p.name)} is a CDK rule: ${p.reason}`,
    why: 'The rule fires at exactly the times of Gen 1, with the same event.',
    remedy:
      'Nothing, unless `schedule` of `defineFunction` is wanted: then change the expression in Gen 1 first.',
  }),
  AM4113: code({
    level: 'error',
    title: 'A schedule that is not understood',
    message: (p: { name: string; expression: string }) =>
      `${shown(p.expression)} of the function ${shown(p.name)} is no schedule that EventBridge takes`,
    why: 'The function would not be called.',
    remedy: 'Set `schedule` in its resource.ts.',
  }),
  AM4114: code({
    level: 'warning',
    title: 'Both backends react while both are deployed',
    message: (p: { name: string; sources: readonly string[] }) =>
      `the function ${shown(p.name)} is called by ${listed(p.sources)}, and so is the one of Gen 1`,
    why: 'What one of them sends, writes or charges happens twice until one of the two is stopped.',
    remedy:
      'Disable the schedule or the trigger of the Gen 1 function at the cutover, before the Gen 2 branch is deployed.',
  }),
  AM4120: code({
    level: 'error',
    title: 'Something in the template of a function that is not carried over',
    message: (p: { name: string; id: string; type: string; why: string }) =>
      `${shown(p.id)} (${shown(p.type)}) of the function ${shown(p.name)} stays behind: ${p.why}`,
    why: 'People may edit the template of a function, and what it refers to may not be in the Gen 2 backend.',
    remedy: 'Write it with CDK in amplify/backend.ts, or leave it out if nothing needs it.',
  }),
  AM4121: code({
    level: 'warning',
    title: 'A resource of its own, made anew',
    message: (p: { name: string; id: string; type: string }) =>
      `${shown(p.id)} (${shown(p.type)}) of the template of the function ${shown(p.name)} is made again by Gen 2, empty`,
    why: 'What the resource of Gen 1 holds stays there, and those who use it by its name go on using that one.',
    remedy: 'Move what it holds, or refer to the existing resource in amplify/backend.ts instead.',
  }),
  AM4122: code({
    level: 'warning',
    title: 'A fixed name that Gen 1 uses already',
    message: (p: { name: string; id: string; property: string }) =>
      `${shown(p.id)} of the function ${shown(p.name)} has a name of its own (${p.property}), which is left out`,
    why: 'Two resources of an account and region can not have one name, and Gen 1 keeps its own until it is deleted.',
    remedy: 'Give it a new name, or look it up by the output of the stack.',
  }),
  AM4123: code({
    level: 'error',
    title: 'An event source that is not in the Gen 2 backend',
    message: (p: { name: string; source: string }) =>
      `the function ${shown(p.name)} is called by ${shown(p.source, 200)} in Gen 1`,
    why: 'The source is not migrated, or only Gen 1 knows its name; the function is not called.',
    remedy: 'Add the event source in amplify/backend.ts once its resource has a place there.',
  }),
  AM4124: code({
    level: 'warning',
    title: 'The existing bucket goes on calling the Gen 1 function',
    message: (p: { name: string; bucket: string }) =>
      `the bucket ${shown(p.bucket)} calls the function ${shown(p.name)} of Gen 1, and not that of Gen 2`,
    why: 'S3 takes one function for an event and a prefix, so the new one can be set when the old one is gone.',
    remedy:
      'At the cutover, remove the trigger in Gen 1 (`amplify update storage`), and call `addEventNotification` ' +
      'of the bucket in amplify/backend.ts.',
  }),
  AM4125: code({
    level: 'warning',
    title: 'The stream of a table that is not known',
    message: (p: { name: string }) =>
      `the function ${shown(p.name)} is told the stream of a table; of an existing table it may be empty`,
    why: 'The ARN of a stream ends with the time when it was made, which the repository does not hold.',
    remedy: 'Set the variable in amplify/backend.ts, or leave it out if the code does not need it.',
  }),
  AM4130: code({
    level: 'note',
    title: 'The stack of a function',
    message: (p: { name: string; group: string; reason: string }) =>
      `the function ${shown(p.name)} is in the stack of ${p.group}: ${p.reason}`,
    why: 'Nested stacks can not need one another; CloudFormation refuses such a backend when it is deployed.',
    remedy: 'Nothing; `resourceGroupName` in its resource.ts says it.',
  }),
  AM4131: code({
    level: 'note',
    title: 'A trigger of a bucket that is set from the side of the function',
    message: (p: { names: readonly string[] }) =>
      `the notifications for ${listed(p.names.map((name) => shown(name)))} are made in the stack of the function`,
    why: 'Made with the bucket, its stack would need the function, whose stack needs the bucket.',
    remedy: 'Nothing.',
  }),
  AM4132: code({
    level: 'error',
    title: 'Stacks that need one another',
    message: (p: { path: readonly string[] }) =>
      `these stacks need one another, and no way around it is known: ${p.path.map((name) => shown(name)).join(' → ')}`,
    why: 'CloudFormation refuses such a backend when it is deployed.',
    remedy: 'Give one of these functions what it needs by SSM parameter or by name instead of by reference.',
  }),
  AM4133: code({
    level: 'error',
    title: 'Functions that need one another',
    message: (p: { path: readonly string[] }) =>
      `each of these functions is told of the next one, or may call it: ${p.path.map((name) => shown(name)).join(' → ')}`,
    why:
      'CloudFormation would have to make each of them before the other, and refuses to deploy them. Only functions for ' +
      'Node.js read variables from SSM when they start.',
    remedy:
      'Take the variable of one of them out of amplify/backend.ts (or the wire.ts beside it), and let its code find the ' +
      'other by an SSM parameter.',
  }),
  AM4134: code({
    level: 'note',
    title: 'A function that is told of another when both are made',
    message: (p: {
      name: string;
      others: readonly string[];
      variables: readonly string[];
      granted: boolean;
    }) =>
      `the function ${shown(p.name)} and ${listed(p.others.map((key) => shown(key)))} need one another; ${shown(p.name)} is given ` +
      `${listed([...p.variables.map((one) => shown(one)), ...(p.granted ? ['its rights'] : [])])} afterwards`,
    why:
      'CloudFormation would have to make each of them before the other. A policy may come later, and a function of ' +
      '`defineFunction` reads variables from SSM when it starts.',
    remedy: 'Nothing; amplify/functions/circles.ts says it.',
  }),
} as const;
