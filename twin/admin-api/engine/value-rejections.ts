/** What Shopify says of a literal that does not fit its place. Sources: see `rejections.ts`. */
import {
  type ArgumentNode,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  Kind,
  type ObjectFieldNode,
  print,
  visit,
} from 'graphql';
import { type Finding, inputObjectName, type Shaped } from './rejections.ts';

type Place = { readonly field: FieldNode | null; readonly argument: ArgumentNode | null };

/** A value in the document that does not fit, an input field too many, or one too few. */
export function rejectedValue(
  finding: Finding,
  path: readonly string[],
  document: DocumentNode,
): Shaped {
  const { node, error } = finding;
  if (node?.kind === Kind.OBJECT_FIELD && error.message.includes('is not defined by type')) {
    return unknownInputField(finding, node);
  }
  const missing = /^Field "([^"]+)" of required type "([^"]+)" was not provided/.exec(
    error.message,
  );
  if (missing !== null) return missingInputField(missing, error.message, finding, path);
  if (/OneOf Input Object/.test(error.message)) return notOne(finding);
  return unfitting(finding, path, placeOf(document, node));
}

function unknownInputField({ parentInputType }: Finding, { name }: ObjectFieldNode): Shaped {
  const argumentName = name.value;
  const inputObject = inputObjectName(parentInputType) ?? '';
  return {
    message: `InputObject '${inputObject}' doesn't accept argument '${argumentName}'`,
    code: 'argumentNotAccepted',
    details: { name: inputObject, typeName: 'InputObject', argumentName },
  };
}

function missingInputField(
  [, place = '', argumentType = '']: RegExpExecArray,
  _message: string,
  { inputType }: Finding,
  path: readonly string[],
): Shaped {
  const argumentName = place.split('.').at(-1) ?? '';
  const inputObjectType = inputObjectName(inputType) ?? place.split('.')[0] ?? '';
  return {
    message:
      `Argument '${argumentName}' on InputObject '${inputObjectType}' is required. ` +
      `Expected type ${argumentType}`,
    code: 'missingRequiredInputObjectAttribute',
    details: { argumentName, argumentType, inputObjectType },
    path: [...path, argumentName],
  };
}

function notOne({ inputType }: Finding): Shaped {
  const inputObjectType = inputObjectName(inputType) ?? '';
  return {
    message: `OneOf Input Object '${inputObjectType}' must specify exactly one key.`,
    code: 'invalidOneOfInputObject',
    details: { inputObjectType },
  };
}

/** Told at the field, or at the input object, that has the argument. */
function unfitting(
  { node, parentInputType, argument, inputType }: Finding,
  path: readonly string[],
  { field, argument: given }: Place,
): Shaped {
  const inputObject = inputObjectName(parentInputType);
  const isInside = inputObject !== undefined && node !== given?.value;
  const argumentName = path.at(-1) ?? '';
  const type = isInside ? inputType : (argument?.type ?? inputType);
  const where = isInside
    ? `on InputObject '${inputObject}'`
    : `on Field '${field?.name.value ?? ''}'`;
  const expected = type === undefined ? '' : isInside ? getNamedType(type).name : type.toString();
  return {
    message:
      `Argument '${argumentName}' ${where} has an invalid value ` +
      `(${node === undefined ? '' : print(node)}). Expected type '${expected}'.`,
    code: 'argumentLiteralsIncompatible',
    details: { typeName: isInside ? 'InputObject' : 'Field', argumentName },
    ...(isInside || field === null ? {} : { at: field }),
  };
}

function placeOf(document: DocumentNode, target: ASTNode | undefined): Place {
  let found: Place = { field: null, argument: null };
  const fields: FieldNode[] = [];
  let argument: ArgumentNode | null = null;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD) fields.push(node);
      if (node.kind === Kind.ARGUMENT) argument = node;
      if (node === target) found = { field: fields.at(-1) ?? null, argument };
    },
    leave(node) {
      if (node.kind === Kind.FIELD) fields.pop();
    },
  });
  return found;
}
