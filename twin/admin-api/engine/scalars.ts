/**
 * Shopify's scalars: how they are printed, and what they refuse. The words of refusals are those of
 * recorded answers (airhorns/shopify-draft-proxy, 2026-08).
 */
import {
  type GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  Kind,
  valueFromASTUntyped,
} from 'graphql';

type Scalar = {
  readonly print: (value: unknown) => unknown;
  readonly read: (value: unknown) => unknown;
};

const DAY = /^\d{4}-\d\d-\d\d$/;

const text: Scalar = { print: printText, read: printText };

const SCALARS: Readonly<Record<string, Scalar>> = {
  DateTime: { print: printInstant, read: readInstant },
  Date: { print: printText, read: readDay },
  Decimal: { print: printText, read: readDecimal },
  Money: { print: printText, read: readDecimal },
  URL: { print: printText, read: readUrl },
  UnsignedInt64: { print: printText, read: readUnsigned },
  BigInt: { print: printText, read: printText },
  JSON: { print: (value) => value, read: (value) => value },
  HTML: text,
  FormattedString: text,
  Color: text,
  ARN: text,
  StorefrontID: text,
  UtcOffset: text,
};

/** Gives the schema's scalars their meaning; once, however often it is called. */
export function installScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, scalar] of Object.entries(SCALARS)) {
    const type = schema.getType(name);
    if (isScalarType(type)) install(type, scalar);
  }
  return schema;
}

function install(type: GraphQLScalarType, { print, read }: Scalar): void {
  type.serialize = print;
  type.parseValue = read;
  type.parseLiteral = (node, variables) => {
    // A decimal literal is read from its digits: as a float it would lose some.
    const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
    return read(isNumber ? node.value : valueFromASTUntyped(node, variables));
  };
}

function printText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new TypeError(`Cannot print ${JSON.stringify(value)}.`);
}

/** Ms since the epoch, to the second and in UTC, as Shopify prints all instants. */
function printInstant(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw new TypeError(`${JSON.stringify(value)} is no instant.`);
  return `${new Date(value).toISOString().slice(0, 19)}Z`;
}

/** Instants reach resolvers as ms since the epoch. */
function readInstant(value: unknown): number {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw new TypeError(`invalid DateTime '${String(value)}'`);
  return instant;
}

function readDay(value: unknown): string {
  if (typeof value === 'string' && DAY.test(value)) return value;
  throw new TypeError(`invalid Date '${String(value)}'`);
}

/** Decimals reach resolvers as text, exact. */
function readDecimal(value: unknown): string {
  const given = typeof value === 'number' ? String(value) : value;
  if (typeof given === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(given)) return given;
  throw new TypeError(`invalid decimal '${String(value)}'`);
}

function readUrl(value: unknown): string {
  if (typeof value === 'string') {
    // Shopify takes paths of the app as well, where a field allows them.
    if (value.startsWith('/')) return value;
    const host = URL.canParse(value) ? new URL(value).host : '';
    if (host !== '' || /^\w+:\/\//.test(value)) return value;
  }
  throw new TypeError(`Invalid url '${String(value)}', missing host`);
}

function readUnsigned(value: unknown): string {
  const given = printText(value);
  if (/^\d+$/.test(given)) return given;
  if (/^-\d+$/.test(given)) throw new TypeError(`UnsignedInt64 '${given}' is out of range`);
  throw new TypeError(`UnsignedInt64 invalid value '${given}'`);
}
