/**
 * Reads a trade file, streaming: `.csv`, or `.csv.gz`, in UTF-8, with or without a byte order mark.
 * Columns may come in any order, more of them are ignored. The first thing that cannot be read ends
 * it with a {@link TradeError} naming line and column, before anything has been worked out.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse, type Parser } from 'csv-parse';
import { CUT_MARK, guardUtf8, type Utf8Guard } from './guard-utf8.ts';
import { COLUMNS, fieldReader, type TradeLine } from './read-fields.ts';
import { TradeError } from './refuse-line.ts';

/**
 * Reads all lines of the file in their order. Throws {@link TradeError}, naming line and column.
 */
export async function readTrade(file: string): Promise<TradeLine[]> {
  await refuseUnreadable(file);
  const lines: TradeLine[] = [];
  const records = recordReader(file, (line) => lines.push(line));
  const guard = guardUtf8();
  const parser = csvParser(records.read);
  try {
    await runPipeline(file, guard, parser);
  } catch (error) {
    throw (await corruptGzip(file)) ?? explain(error, { file, guard, records });
  }
  if (guard.badLine !== null) throw wrongEncoding({ file, guard, records }, records.lastIndex());
  if (lines.length === 0) {
    throw new TradeError(
      records.hasHeader() ? 'the file has a header but no lines' : 'the file is empty',
      { file },
    );
  }
  return lines;
}

async function refuseUnreadable(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    const problem = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new TradeError(problem, { file });
  });
  if (!found.isFile()) throw new TradeError('this is not a file', { file });
  if (found.size === 0) throw new TradeError('the file is empty', { file });
}

function csvParser(read: (record: string[]) => null): Parser {
  const parser = parse({
    bom: true,
    // Rows are counted and checked by us, so that the refusal can name the column.
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: read,
  });
  // Every record is consumed by `read`; nothing is left to flow, but the stream must be drained.
  return parser.resume();
}

async function runPipeline(file: string, guard: Utf8Guard, parser: Parser): Promise<void> {
  const source = createReadStream(file, { highWaterMark: 1 << 18 });
  if (!isGzip(file)) return pipeline(source, guard.pass, parser);
  return pipeline(source, createGunzip({ chunkSize: 1 << 16 }), guard.pass, parser);
}

function isGzip(file: string): boolean {
  return file.toLowerCase().endsWith('.gz');
}

/**
 * Damaged gzip data often unpacks to nonsense before its check sum tells; so whatever the text's
 * fault seems to be, the packing is looked at first, and blamed if it is at fault.
 */
async function corruptGzip(file: string): Promise<TradeError | null> {
  if (!isGzip(file)) return null;
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) void chunk;
      },
    );
    return null;
  } catch {
    return new TradeError('the gzip data is corrupt or cut short', { file });
  }
}

type RecordReader = {
  readonly read: (record: string[]) => null;
  readonly hasHeader: () => boolean;
  /** The physical line at which the record now being parsed begins. */
  readonly nextLine: () => number;
  /** The place of the last field read; where the stream was cut, the field it was cut in. */
  readonly lastIndex: () => number;
  readonly columnAt: (index: number) => string;
};

function recordReader(file: string, take: (line: TradeLine) => void): RecordReader {
  const readFields = fieldReader();
  let header: readonly string[] | null = null;
  let places: readonly number[] = [];
  let nextLine = 1;
  let lastIndex = 0;

  const columnAt = (index: number): string =>
    header ? (header[index] ?? `${index + 1} of ${header.length}`) : `${index + 1}`;

  function read(record: string[]): null {
    const line = nextLine;
    nextLine += 1 + lineBreaks(record, record.length);
    lastIndex = record.length - 1;
    if (record.length === 1 && record[0] === '') return null;
    // The guard cut the stream here; what is left of the record says nothing.
    if (record.at(-1)?.endsWith(CUT_MARK)) return null;
    if (!header) {
      places = placesOf(record, file);
      header = record;
      return null;
    }
    if (record.length !== header.length) throw wrongCount(file, line, record.length, header);
    const found = readFields(
      places.map((place) => record[place] ?? ''),
      line,
    );
    if ('problem' in found) {
      const { problem, column } = found;
      const before = lineBreaks(record, places[COLUMNS.indexOf(column)] ?? 0);
      throw new TradeError(problem, { file, line: line + before, column });
    }
    take(found);
    return null;
  }

  return {
    read,
    columnAt,
    hasHeader: () => header !== null,
    nextLine: () => nextLine,
    lastIndex: () => lastIndex,
  };
}

function placesOf(header: readonly string[], file: string): number[] {
  return COLUMNS.map((column) => {
    const place = header.indexOf(column);
    if (place < 0) throw new TradeError('this column is missing', { file, line: 1, column });
    if (header.includes(column, place + 1)) {
      throw new TradeError('this column is there twice', { file, line: 1, column });
    }
    return place;
  });
}

function wrongCount(file: string, line: number, found: number, header: readonly string[]) {
  const column = header[Math.min(found, header.length - 1)] ?? '';
  const problem = `${found} fields where the header has ${header.length}`;
  return new TradeError(problem, { file, line, column });
}

/** Line breaks inside the first `count` fields: a quoted field may span physical lines. */
function lineBreaks(record: readonly string[], count: number): number {
  let breaks = 0;
  for (let place = 0; place < count; place += 1) {
    const field = record[place] ?? '';
    if (!field.includes('\n') && !field.includes('\r')) continue;
    breaks += field.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return breaks;
}

type Reading = {
  readonly file: string;
  readonly guard: Utf8Guard;
  readonly records: RecordReader;
};

function explain(error: unknown, reading: Reading): unknown {
  const { file, guard, records } = reading;
  if (error instanceof TradeError) return error;
  if (error instanceof CsvError) {
    const index = Number(error['index'] ?? 0);
    // Where the guard cut inside quotes, the parser misses a quote; the encoding is to blame.
    if (guard.badLine !== null) return wrongEncoding(reading, index);
    const problem =
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_INVALID_CLOSING_QUOTE'
        ? 'a quote is opened here and not closed before the next comma or line'
        : 'a quote stands inside a field that is not quoted';
    return new TradeError(problem, {
      file,
      line: records.nextLine(),
      column: records.columnAt(index),
    });
  }
  return error;
}

function wrongEncoding({ file, guard, records }: Reading, index: number): TradeError {
  const problem = 'this is not UTF-8; save the file as UTF-8 and try again';
  return new TradeError(problem, {
    file,
    line: guard.badLine ?? 1,
    column: records.columnAt(index),
  });
}
