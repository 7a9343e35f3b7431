import fc from 'fast-check';

const RULE = '@auth(rules: [{ allow: private }])';
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Schemas that nobody sane writes, and somebody will: each must end in a plan or in one line with a place. */
export const HOSTILE_SCHEMAS: readonly (readonly [name: string, sdl: string])[] = [
  [
    'names of Object.prototype',
    `type constructor @model ${RULE} { id: ID! __proto__: String hasOwnProperty: valueOf toString: Int @index(name: "__proto__") }
     enum valueOf { __proto__ constructor toString }
     type Query { __proto__(constructor: String): constructor @function(name: "__proto__") }`,
  ],
  [
    '__proto__ as a type, a relation and an argument',
    `type __proto__ @model ${RULE} { id: ID! prototype: [Leaf] @hasMany }
     type Leaf @model ${RULE} { id: ID! __proto__: __proto__ @belongsTo }
     input prototype { __proto__: prototype }
     type Mutation { constructor(__proto__: prototype): Leaf @function(name: "x") ${RULE} }`,
  ],
  [
    'texts that would be code',
    `# \`\${process.exit(7)}\` */ <!-- -->
     """\`\${process.exit(7)}\` */ // \\u0060"""
     type Trap @model ${RULE} { id: ID!
       "*/ process.exit(7) /*"
       text: String @default(value: "\`\${process.exit(7)}\` \\\\ \\" ' */ //\\n\\u2028")
     }
     type Query { trap(text: String = "\`\${process.exit(7)}\`"): String @function(name: "\`\${process.exit(7)}\`-\${env}") ${RULE} }`,
  ],
  [
    'groups, claims and fields with odd texts',
    `type Trap @model @auth(rules: [
       { allow: groups, groups: ["__proto__", "", "a b", "\`\${1}\`", "'", "\\u001b[2J"], groupClaim: "a\\"b" }
       { allow: owner, ownerField: "constructor", identityClaim: "a::b::\`" }
       { allow: groups, groupsField: "__proto__" }
     ]) { id: ID! }`,
  ],
  [
    'names that are reserved in TypeScript, and members of the builder',
    `type a @model ${RULE} { id: ID! await: b schema: String model: [a] @hasMany ref: a @belongsTo }
     type b { class: c } enum c { default enum interface } type schema @model ${RULE} { id: ID! data: String }
     type data @model ${RULE} { id: ID! } type Schema @model ${RULE} { id: ID! } type backend @model ${RULE} { id: ID! }`,
  ],
  [
    'a type that refers to itself',
    `type Tree @model ${RULE} { id: ID! top: Node } type Node { below: [Node!] beside: Node }`,
  ],
  [
    'types in a circle',
    `type T @model ${RULE} { id: ID! a: A } type A { b: B } type B { c: C } type C { a: A } input I { j: J } input J { i: I }`,
  ],
  [
    'types that are not there',
    `type T @model ${RULE} { id: ID! a: Nowhere b: [Gone!]! @hasMany c: String @hasOne }`,
  ],
  [
    'relations to what is no model',
    `type T @model ${RULE} { id: ID! a: Plain @hasOne b: [Plain] @hasMany c: Plain @belongsTo d: [Plain] @manyToMany(relationName: "x") } type Plain { x: Int }`,
  ],
  [
    'relations and indexes of fields that are not there',
    `type T @model ${RULE} { id: ID! a: [U] @hasMany(indexName: "none", fields: ["nope"]) b: U @hasOne(fields: []) c: ID! @index(name: "x", sortKeyFields: ["gone"]) }
     type U @model ${RULE} { id: ID! @primaryKey(sortKeyFields: ["absent"]) t: T @belongsTo(fields: ["lost"]) m: [T] @manyToMany(relationName: "alone") }`,
  ],
  [
    'arguments of the wrong type',
    `type T @model(queries: 1, mutations: "x", subscriptions: [1], timestamps: true) @auth(rules: "none") { id: ID! @index(name: 1, sortKeyFields: { a: 1 }, queryField: false)
       a: String @default(value: 1) b: [T] @hasMany(limit: "many", fields: 3) c: String @auth(rules: [{ allow: 1, operations: read, groups: "x" }, 3, null]) }
     type Query { f: Int @function(name: 3, region: [1]) g: Int @http(url: 1) h: Int @predictions(actions: "x") }`,
  ],
  [
    'directives without arguments, twice, and where they do not belong',
    `type T @model @model @auth @auth @searchable @searchable { id: ID! @primaryKey @primaryKey a: String @default b: [T] @manyToMany c: Int @function @http @predictions }
     enum E @model { A @auth } union U @auth = T input I @model { a: Int @index } scalar S @model interface F @model { id: ID! @primaryKey }`,
  ],
  [
    'definitions of the same name',
    `type T @model ${RULE} { id: ID! a: Int a: String } type T { b: Int } enum T { A A } input T { c: Int }`,
  ],
  ['a model called Query', `type Query @model ${RULE} { id: ID! } type Mutation @model ${RULE} { id: ID! }`],
  ['nothing but a comment', '# Nothing here yet\n'],
  ['nothing', ''],
  [
    'no type at all',
    'scalar Odd directive @odd on OBJECT schema { query: Query } extend type Nowhere { a: Int }',
  ],
  ['operations of an executable document', 'query Q { a } mutation { b } fragment F on T { c }'],
  ['lists of lists', `type T @model ${RULE} { id: ID! deep: ${'['.repeat(60)}Int${']'.repeat(60)} }`],
  [
    'a value nested deeply',
    `type T @model ${RULE} { id: ID! a: Int @odd(x: ${'['.repeat(2_000)}1${']'.repeat(2_000)}) }`,
  ],
  [
    'a huge enum',
    `type T @model ${RULE} { id: ID! e: E! } enum E { ${many(10_000, (index) => `V${index}`)} }`,
  ],
  [
    'a model with very many fields',
    `type T @model ${RULE} { id: ID! ${many(3_000, (index) => `f${index}: String`)} }`,
  ],
  [
    'a field with very many rules',
    `type T @model @auth(rules: [${many(1_500, (index) => `{ allow: groups, groups: ["g${index}"] }`)}]) { id: ID! }`,
  ],
  ['a description of a megabyte', `"""${'a `${b}` '.repeat(120_000)}""" type T @model ${RULE} { id: ID! }`],
  ['a byte order mark, tabs and the old line end', `\uFEFFtype T\r@model\t${RULE}\r{\rid: ID!\r}\r`],
  [
    'letters of the whole world in texts',
    `"Größe 漢字 🌱 \u202E\u0000" type T @model ${RULE} { id: ID! a: String @default(value: "🌱\u202E") }`,
  ],
  [
    'control characters in texts',
    `type T @model ${RULE} { id: ID! a: String @default(value: "\\u001b[31m\\u0007") } # \u001b[2J`,
  ],
  [
    'a rule for all that is no rule',
    'input AMPLIFY { globalAuthRule: AuthRule = "open" other: Int = 3 } type T @model { id: ID! }',
  ],
  [
    'v1 and v2 in one schema',
    `type T @model @key(fields: ["a"]) ${RULE} { a: ID! @primaryKey b: [U] @connection @hasMany } type U @model @versioned { id: ID! t: T @connection(name: "x") @belongsTo }`,
  ],
  [
    'v1 directives that lead nowhere',
    'type T @model @key @key(fields: []) @key(fields: "b", name: 3) { id: ID! u: U @connection(keyName: "none", fields: ["id"]) w: [Int] @connection(name: "__proto__") } type U @model { id: ID! }',
  ],
];

/** Letters that SDL gives a meaning to, and some that nobody expects. */
const INSERTED = [
  '{',
  '}',
  '@',
  '"',
  '"""',
  '[',
  ']',
  '!',
  ':',
  '#',
  '$',
  '`',
  '\\',
  '\u0000',
  '\u001b[2J',
  '__proto__',
  '@auth',
  'null',
];

/** What a slip of the hand makes of a text: something is gone at a place, and something else is there. */
export const damage = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(30),
    insert: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(...INSERTED)),
  })
  .map(({ at, remove, insert }) => (text: string): string => {
    const from = Math.floor(at * text.length);
    return text.slice(0, from) + insert + text.slice(from + remove);
  });
