/**
 * Reads Shopify's component typings with the TypeScript compiler: each file says which tag it adds
 * to Preact's `IntrinsicElements`, and the type of that entry has all properties and events.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import {
  type ElementShape,
  type ElementTable,
  type PropertyKind,
  type Surface,
} from './element-table.ts';

/** An element as first read: a kind may still be missing. */
type Kind = PropertyKind | 'unsaid';
type Shape = Omit<ElementShape, 'properties'> & { readonly properties: Record<string, Kind> };

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@shopify/ui-extensions'));
/** These belong to Preact, not to the element; `slot` is an attribute of every child. */
const NOT_OURS = new Set(['key', 'ref', 'slot', 'children', 'dangerouslySetInnerHTML', 'jsx']);
/** A catalogue of the surface's elements, each of which has a file of its own. */
const CATALOGUES = new Set(['components.d.ts', 'components-shared.d.ts', 'shared.d.ts']);

/** The table of one surface, tags and names sorted. Throws where a typing cannot be read. */
export function readComponents(surface: Surface): ElementTable {
  const folder = join(PACKAGE, 'build/ts/surfaces', surface, 'components');
  const files = listComponents(folder);
  const program = ts.createProgram(files, {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
  });
  const table: Record<string, Shape> = {};
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`${file} cannot be read.`);
    for (const [tag, shape] of shapesIn(source, program.getTypeChecker())) {
      const known = table[tag];
      table[tag] = known ? joinShapes(known, shape) : shape;
    }
  }
  const sorted = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([tag, shape]) => [tag, fillUnsaid(shape, table)]));
}

/**
 * Some admin typings name a type they forgot to import, so its members have no kind. The same name
 * in another element says it; where none does, anything may come.
 */
function fillUnsaid(shape: Shape, table: Readonly<Record<string, Shape>>): ElementShape {
  const known = new Map<string, PropertyKind>();
  for (const { properties } of Object.values(table)) {
    for (const [name, kind] of Object.entries(properties)) {
      if (kind !== 'unsaid' && !known.has(name)) known.set(name, kind);
    }
  }
  const properties = Object.entries(shape.properties).map(
    ([name, kind]) => [name, kind === 'unsaid' ? (known.get(name) ?? 'mixed') : kind] as const,
  );
  return { ...shape, properties: Object.fromEntries(properties) };
}

/** An element that two files tell of has what either says. */
function joinShapes(one: Shape, other: Shape): Shape {
  const union = (name: 'events' | 'methods' | 'slots') =>
    [...new Set([...one[name], ...other[name]])].sort();
  const names = Object.keys({ ...one.properties, ...other.properties }).sort();
  const kind = (name: string): Kind => {
    const said = [one.properties[name], other.properties[name]].filter(
      (each) => each !== undefined && each !== 'unsaid',
    );
    return said[0] ?? 'unsaid';
  };
  return {
    properties: Object.fromEntries(names.map((name) => [name, kind(name)])),
    events: union('events'),
    methods: union('methods'),
    slots: union('slots'),
  };
}

function listComponents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .filter((name) => !CATALOGUES.has(name) && !/Components\.d\.ts$/.test(name))
    .filter((name) => !name.startsWith('targets'))
    .map((name) => join(folder, name))
    .sort();
}

function shapesIn(source: ts.SourceFile, checker: ts.TypeChecker): [string, Shape][] {
  const entries = entriesOf(source, 'IntrinsicElements', checker);
  const methods = new Map(
    entriesOf(source, 'HTMLElementTagNameMap', checker).map(([tag, type]) => [
      tag,
      methodsOf(type, checker),
    ]),
  );
  return entries.map(([tag, type]) => [
    tag,
    // A file that needs another element's types declares it too, without slots of its own.
    shapeOf(type, methods.get(tag) ?? [], tag === ownTag(entries) ? slotsIn(source) : [], checker),
  ]);
}

function ownTag(entries: readonly (readonly [string, ts.Type])[]): string {
  return entries.at(-1)?.[0] ?? '';
}

/** The members of every interface of this name in the file: tag → type. */
function entriesOf(source: ts.SourceFile, name: string, checker: ts.TypeChecker) {
  const found: [string, ts.Type][] = [];
  const look = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === name) {
      for (const member of node.members) {
        if (!ts.isPropertySignature(member) || !member.type) continue;
        found.push([tagOf(member.name, checker), checker.getTypeFromTypeNode(member.type)]);
      }
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found.filter(([tag]) => tag.startsWith('s-'));
}

function tagOf(name: ts.PropertyName, checker: ts.TypeChecker): string {
  if (!ts.isComputedPropertyName(name)) return name.getText().replace(/['"]/g, '');
  const type = checker.getTypeAtLocation(name.expression);
  if (!type.isStringLiteral()) throw new Error(`${name.getText()} is not one tag.`);
  return type.value;
}

function shapeOf(
  type: ts.Type,
  methods: readonly string[],
  slots: readonly string[],
  checker: ts.TypeChecker,
): Shape {
  const properties: Record<string, Kind> = {};
  const events: string[] = [];
  const members = checker.getPropertiesOfType(type).filter(({ name }) => !NOT_OURS.has(name));
  for (const member of members.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/^on[A-Z]/.test(member.name)) events.push(member.name.slice(2).toLowerCase());
    else if (
      !slots.includes(kebab(member.name)) &&
      !methods.includes(member.name) &&
      isOurs(member)
    ) {
      properties[member.name] = kindOf(checker.getTypeOfSymbol(member));
    }
  }
  return { properties, events: events.sort(), methods, slots };
}

/** What the DOM itself declares (`click`, `innerHTML`) is nobody's property here. */
function isOurs(member: ts.Symbol): boolean {
  if (member.name.startsWith('__@')) return false;
  const declarations = member.declarations ?? [];
  return declarations.length === 0 || !declarations.every((each) => isOfTheDom(each));
}

function isOfTheDom(declaration: ts.Node): boolean {
  return /\/lib\.[a-z0-9.]+\.d\.ts$/.test(declaration.getSourceFile().fileName);
}

function kindOf(type: ts.Type): Kind {
  if (type.flags & ts.TypeFlags.Any) return 'unsaid';
  const parts = (type.isUnion() ? type.types : [type]).filter(
    ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)),
  );
  const kinds = [...new Set(parts.map((part) => kindOfPart(part)))];
  return kinds.length === 1 && kinds[0] ? kinds[0] : 'mixed';
}

function kindOfPart(type: ts.Type): Kind {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (type.getCallSignatures().length > 0) return 'function';
  // `string & {}` keeps completion of the named values; it is a string still.
  if (type.isIntersection()) return kindOf(type.types[0] ?? type);
  return 'object';
}

function methodsOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  return checker
    .getPropertiesOfType(type)
    .filter((member) => /^(show|hide|toggle)Overlay$|^(show|hide|toggle)$/.test(member.name))
    .filter((member) => isOurs(member))
    .map(({ name }) => name)
    .sort();
}

/** Members of `…Slots`, and members whose type is content to be placed. */
function slotsIn(source: ts.SourceFile): string[] {
  const found = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent)) {
      const inSlots = node.parent.name.text.endsWith('Slots');
      const isContent = /^(preact\.)?ComponentChild(ren)?$/.test(node.type?.getText() ?? '');
      const name = node.name.getText().replace(/['"]/g, '');
      if ((inSlots || isContent) && !NOT_OURS.has(name)) found.add(kebab(name));
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return [...found].sort();
}

/** JSX typings say `primaryAction` where the attribute says `slot="primary-action"`. */
function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
