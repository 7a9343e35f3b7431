import { type DraftFile } from '../../../src/core/feature.js';
import { array, type Code, code, literal, type ModuleText, object } from '../../../src/emit/code.js';
import { type Slot, slotsOf } from '../custom/slots.js';
import { type LaneInput } from '../lane.js';

const FOLDER = 'amplify/data/slots';

/** The VTL of the slots, in files of their own. */
export function slotFiles({ app, resource }: LaneInput): DraftFile[] {
  return slotsOf(app, resource).flatMap((slot) =>
    sides(slot).map(({ name, text }): DraftFile => ({
      path: `${FOLDER}/${name}`,
      content: text,
      language: 'verbatim',
    })),
  );
}

/** `functionSlots` of AmplifyGraphqlApi; null when there are none. */
export function functionSlots({ app, resource }: LaneInput, module: ModuleText): Code | null {
  const slots = slotsOf(app, resource);
  if (slots.length === 0) return null;
  return array(slots.map((slot) => slotCode(slot, module)));
}

interface Side {
  readonly property: 'requestMappingTemplate' | 'responseMappingTemplate';
  readonly name: string;
  readonly text: string;
}

function sides({ request, response, ...slot }: Slot): Side[] {
  const name = [slot.typeName, slot.fieldName, slot.slotName, slot.slotIndex].join('.');
  return [
    ...(request === undefined
      ? []
      : [{ property: 'requestMappingTemplate' as const, name: `${name}.req.vtl`, text: request }]),
    ...(response === undefined
      ? []
      : [{ property: 'responseMappingTemplate' as const, name: `${name}.res.vtl`, text: response }]),
  ];
}

function slotCode(slot: Slot, module: ModuleText): Code {
  const MappingTemplate = module.use('MappingTemplate', 'aws-cdk-lib/aws-appsync');
  const fileURLToPath = module.use('fileURLToPath', 'node:url');
  const template = (name: string): Code =>
    code`${MappingTemplate}.fromFile(${fileURLToPath}(new URL(${literal(`./slots/${name}`)}, import.meta.url)))`;
  return object([
    ['typeName', typeName(slot)],
    ['fieldName', literal(slot.fieldName)],
    ['slotName', slotName(slot)],
    ['slotIndex', literal(slot.slotIndex)],
    ['function', object(sides(slot).map(({ property, name }) => [property, template(name)]))],
  ]);
}

/** The slots that the types of the construct know; it takes all that Gen 1 takes. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Query: ['init', 'preAuth', 'auth', 'postAuth', 'preDataLoad', 'postDataLoad', 'finish'],
  Mutation: ['init', 'preAuth', 'auth', 'postAuth', 'validate', 'preUpdate', 'postUpdate', 'finish'],
  Subscription: ['init', 'preAuth', 'auth', 'postAuth', 'preSubscribe'],
};

function typeName({ typeName: name }: Slot): Code {
  return Object.hasOwn(KNOWN, name) ? literal(name) : code`${literal(name)} as string as 'Query'`;
}

function slotName({ typeName: type, slotName: name }: Slot): Code {
  const known = KNOWN[type] ?? KNOWN['Query'] ?? [];
  return known.includes(name) ? literal(name) : code`${literal(name)} as string as 'init'`;
}
