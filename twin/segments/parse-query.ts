/**
 * The grammar: clauses joined by AND (binds closer) and OR, NOT before a clause or a parenthesis.
 * Functions come in today's writing, `f MATCHES (id = 1)`, and in the deprecated one, `f(id: 1) =
 * true`.
 */
import type { Clause, Condition, Operator, Parameter, QueryError, SegmentQuery } from './query.ts';
import { tokenize, type Token } from './tokens.ts';

export type Parsed = {
  /** Null where there is an error of grammar. */
  readonly query: SegmentQuery | null;
  readonly error: QueryError | null;
  /** Clauses understood up to the error, for what else may be wrong with them. */
  readonly seen: readonly Pick<Clause, 'filter' | 'at'>[];
};

class Unexpected extends Error {
  readonly token: Token;

  constructor(token: Token) {
    super(token.text);
    this.token = token;
  }
}

/** Reads a query. Never throws: what is wrong is told with its place. */
export function parseQuery(text: string): Parsed {
  const reader = openReader(tokenize(text));
  const seen: Pick<Clause, 'filter' | 'at'>[] = [];
  try {
    const query = readAny(reader, seen);
    reader.expectEnd();
    return { query, error: null, seen };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const { token } = error;
    const message = `'${token.type === 'end' ? '<EOF>' : token.text}' is unexpected.`;
    return { query: null, error: { at: token.at, message }, seen };
  }
}

type Reader = ReturnType<typeof openReader>;
type Seen = Pick<Clause, 'filter' | 'at'>[];

function openReader(tokens: readonly Token[]) {
  let index = 0;
  const peek = (ahead = 0): Token => tokens[Math.min(index + ahead, tokens.length - 1)] as Token;
  const next = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };
  const isWord = (word: string, ahead = 0) =>
    peek(ahead).type === 'word' && peek(ahead).text.toUpperCase() === word;
  const isSign = (sign: string) => peek().type === 'sign' && peek().text === sign;
  return {
    peek,
    next,
    isWord,
    isSign,
    skipWord: (word: string) => isWord(word) && Boolean(next()),
    skipSign: (sign: string) => isSign(sign) && Boolean(next()),
    expectWord(word: string): void {
      if (!isWord(word)) throw new Unexpected(peek());
      next();
    },
    expectSign(sign: string): void {
      if (!isSign(sign)) throw new Unexpected(peek());
      next();
    },
    expectEnd(): void {
      if (peek().type !== 'end') throw new Unexpected(peek());
    },
  };
}

function readAny(reader: Reader, seen: Seen): SegmentQuery {
  const parts = [readAll(reader, seen)];
  while (reader.skipWord('OR')) parts.push(readAll(reader, seen));
  return joined('or', parts);
}

function readAll(reader: Reader, seen: Seen): SegmentQuery {
  const parts = [readOne(reader, seen)];
  while (reader.skipWord('AND')) parts.push(readOne(reader, seen));
  return joined('and', parts);
}

function readOne(reader: Reader, seen: Seen): SegmentQuery {
  if (reader.skipWord('NOT')) return { type: 'not', part: readOne(reader, seen) };
  if (!reader.skipSign('(')) return readClause(reader, seen);
  const inside = readAny(reader, seen);
  reader.expectSign(')');
  return inside;
}

function readClause(reader: Reader, seen: Seen): Clause {
  const name = reader.peek();
  if (name.type !== 'word') throw new Unexpected(name);
  reader.next();
  const head = { type: 'clause', filter: name.text, at: name.at } as const;
  seen.push(head);
  if (reader.skipSign('(')) return readOldFunction(reader, head);
  const isNegative = reader.isWord('NOT') && reader.isWord('MATCHES', 1);
  if (isNegative || reader.isWord('MATCHES')) {
    if (isNegative) reader.next();
    reader.next();
    reader.expectSign('(');
    const parameters = readParameters(reader, readNewParameter);
    return { ...head, operator: isNegative ? 'NOT MATCHES' : 'MATCHES', values: [], parameters };
  }
  return { ...head, ...readCondition(reader), parameters: [] };
}

/** `f(id: (1, 2), since: -90d) = true` */
function readOldFunction(reader: Reader, head: Pick<Clause, 'type' | 'filter' | 'at'>): Clause {
  const parameters = readParameters(reader, readOldParameter);
  const isUnequal = reader.skipSign('!=');
  if (!isUnequal) reader.expectSign('=');
  const isTrue = reader.isWord('TRUE');
  if (!isTrue) reader.expectWord('FALSE');
  else reader.next();
  const operator = isTrue === isUnequal ? 'NOT MATCHES' : 'MATCHES';
  return { ...head, operator, values: [], parameters };
}

function readParameters(reader: Reader, read: (reader: Reader) => Parameter): Parameter[] {
  const parameters: Parameter[] = [];
  if (reader.skipSign(')')) return parameters;
  do {
    const parameter = read(reader);
    // Each may stand once: `date > … , date < …` is no range.
    if (parameters.some(({ name }) => name === parameter.name)) throw unexpected(parameter);
    parameters.push(parameter);
  } while (reader.skipSign(','));
  reader.expectSign(')');
  return parameters;
}

const unexpected = ({ name, at }: Parameter) => new Unexpected({ type: 'word', text: name, at });

function readNewParameter(reader: Reader): Parameter {
  const name = reader.peek();
  if (name.type !== 'word') throw new Unexpected(name);
  reader.next();
  return { name: name.text, at: name.at, ...readCondition(reader) };
}

function readOldParameter(reader: Reader): Parameter {
  const name = reader.peek();
  if (name.type !== 'word') throw new Unexpected(name);
  reader.next();
  reader.expectSign(':');
  const { text, at } = name;
  if (reader.isSign('(')) return { name: text, at, operator: 'IN', values: readList(reader) };
  const values = [readValue(reader)];
  if (text === 'since') return { name: 'date', at, operator: '>=', values };
  if (text === 'until') return { name: 'date', at, operator: '<=', values };
  if (text === 'count_at_least') return { name: 'count', at, operator: '>=', values };
  return { name: text, at, operator: '=', values };
}

function readCondition(reader: Reader): Condition {
  const sign = reader.peek();
  if (sign.type === 'sign' && /^([!<>]?=|[<>])$/.test(sign.text)) {
    reader.next();
    return { operator: sign.text as Operator, values: [readValue(reader)] };
  }
  if (reader.skipWord('BETWEEN')) {
    const from = readValue(reader);
    reader.expectWord('AND');
    return { operator: 'BETWEEN', values: [from, readValue(reader)] };
  }
  if (reader.skipWord('CONTAINS')) return { operator: 'CONTAINS', values: [readValue(reader)] };
  if (reader.skipWord('IN')) return { operator: 'IN', values: readList(reader) };
  if (reader.skipWord('IS')) {
    const operator = reader.skipWord('NOT') ? 'IS NOT NULL' : 'IS NULL';
    reader.expectWord('NULL');
    return { operator, values: [] };
  }
  if (reader.isWord('NOT') && reader.isWord('CONTAINS', 1)) {
    reader.next();
    return { ...readCondition(reader), operator: 'NOT CONTAINS' };
  }
  if (reader.isWord('NOT') && reader.isWord('IN', 1)) {
    reader.next();
    return { ...readCondition(reader), operator: 'NOT IN' };
  }
  throw new Unexpected(sign);
}

function readList(reader: Reader) {
  reader.expectSign('(');
  const values = [readValue(reader)];
  while (reader.skipSign(',')) values.push(readValue(reader));
  reader.expectSign(')');
  return values;
}

function readValue(reader: Reader) {
  const token = reader.peek();
  if (token.type === 'sign' || token.type === 'end') throw new Unexpected(token);
  return reader.next();
}

function joined(type: 'and' | 'or', parts: readonly SegmentQuery[]): SegmentQuery {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { type, parts };
}
