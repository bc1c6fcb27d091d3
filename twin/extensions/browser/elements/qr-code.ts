/**
 * A QR code that phones can read: bytes, error correction M, versions 1 to 10, mask 0
 * (ISO/IEC 18004). Longer texts than 213 bytes are refused.
 */
import { drawSvg } from './make.ts';

type Version = {
  readonly version: number;
  /** Correction bytes of each block. */
  readonly correction: number;
  /** Data bytes of each block, in order. */
  readonly blocks: readonly number[];
  readonly alignment: readonly number[];
};

const VERSIONS: readonly Version[] = [
  { version: 1, correction: 10, blocks: [16], alignment: [] },
  { version: 2, correction: 16, blocks: [28], alignment: [6, 18] },
  { version: 3, correction: 26, blocks: [44], alignment: [6, 22] },
  { version: 4, correction: 18, blocks: [32, 32], alignment: [6, 26] },
  { version: 5, correction: 24, blocks: [43, 43], alignment: [6, 30] },
  { version: 6, correction: 16, blocks: [27, 27, 27, 27], alignment: [6, 34] },
  { version: 7, correction: 18, blocks: [31, 31, 31, 31], alignment: [6, 22, 38] },
  { version: 8, correction: 22, blocks: [38, 38, 39, 39], alignment: [6, 24, 42] },
  { version: 9, correction: 22, blocks: [36, 36, 36, 37, 37], alignment: [6, 26, 46] },
  { version: 10, correction: 26, blocks: [43, 43, 43, 43, 44], alignment: [6, 28, 50] },
];

/** Correction M with mask 0, its own correction included. */
const FORMAT = 0b101010000010010;
const VERSION_BITS: Readonly<Record<number, number>> = {
  7: 0x07c94,
  8: 0x085bc,
  9: 0x09a99,
  10: 0x0a4d3,
};

/** The picture with the white rim readers need; undefined where the text is too long. */
export function drawQrPath(content: string): SVGSVGElement | undefined {
  const cells = encodeQr(content);
  if (!cells) return undefined;
  const path = cells.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])),
  );
  return drawSvg(path.join(''), `0 0 ${cells.length + 8} ${cells.length + 8}`);
}

/** Rows of cells, true where dark. */
export function encodeQr(content: string): boolean[][] | undefined {
  const bytes = [...new TextEncoder().encode(content)];
  const version = VERSIONS.find((each) => bytes.length <= capacityOf(each));
  if (!version) return undefined;
  const grid = drawFrame(version);
  placeData(grid, interleave(version, packBytes(version, bytes)));
  return grid.map((row) => row.map((cell) => cell === true));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Mode and length take 12 bits, 20 from version 10 on. */
function capacityOf({ version, blocks }: Version): number {
  return sum(blocks) - (version < 10 ? 2 : 3);
}

function packBytes({ version, blocks }: Version, bytes: readonly number[]): number[] {
  const bits = [bitsOf(0b0100, 4), bitsOf(bytes.length, version < 10 ? 8 : 16)];
  const text = [...bits, ...bytes.map((byte) => bitsOf(byte, 8)), '0000'].join('');
  const packed =
    text.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
  const room = sum(blocks);
  for (let fill = 0xec; packed.length < room; fill ^= 0xec ^ 0x11) packed.push(fill);
  return packed.slice(0, room);
}

function bitsOf(value: number, count: number): string {
  return value.toString(2).padStart(count, '0');
}

/** Blocks take turns, so that a stain hurts each of them a little. */
function interleave({ blocks, correction }: Version, data: readonly number[]): number[] {
  let from = 0;
  const parts = blocks.map((size) => data.slice(from, (from += size)));
  const checks = parts.map((part) => correctionOf(part, correction));
  const taken = (lists: readonly number[][]) =>
    Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, at) =>
      lists.flatMap((list) => list.slice(at, at + 1)),
    ).flat();
  return [...taken(parts), ...taken(checks)];
}

const LOGS = new Map<number, number>();
const POWERS: number[] = [];
for (let power = 0, value = 1; power < 255; power += 1) {
  POWERS.push(value);
  LOGS.set(value, power);
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}

function times(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return POWERS[((LOGS.get(a) ?? 0) + (LOGS.get(b) ?? 0)) % 255] ?? 0;
}

/** The rest of dividing by the Reed–Solomon generator of this degree. */
function correctionOf(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let root = 0; root < degree; root += 1) {
    const shifted = [...generator, 0];
    generator = shifted.map((each, at) => each ^ times(generator[at - 1] ?? 0, POWERS[root] ?? 0));
  }
  const rest = [...data, ...Array<number>(degree).fill(0)];
  data.forEach((_, at) => {
    const factor = rest[at] ?? 0;
    generator.forEach((each, step) => {
      rest[at + step] = (rest[at + step] ?? 0) ^ times(each, factor);
    });
  });
  return rest.slice(data.length);
}

/** `undefined` is where data may go. */
type Grid = (boolean | undefined)[][];

function drawFrame({ version, alignment }: Version): Grid {
  const size = 17 + version * 4;
  const grid: Grid = Array.from({ length: size }, () => Array<undefined>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  const square = (left: number, top: number, radius: number, isDark: (ring: number) => boolean) => {
    for (let y = -radius; y <= radius; y += 1)
      for (let x = -radius; x <= radius; x += 1)
        set(left + x, top + y, isDark(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (let at = 8; at < size - 8; at += 1) {
    set(at, 6, at % 2 === 0);
    set(6, at, at % 2 === 0);
  }
  for (const y of alignment)
    for (const x of alignment) {
      const last = size - 7;
      const onFinder = (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
      if (!onFinder) square(x, y, 2, (ring) => ring !== 1);
    }
  const finder = (ring: number) => ring !== 2 && ring !== 4;
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, finder);
  drawFormat(size, set);
  drawVersion(version, size, set);
  return grid;
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawFormat(size: number, set: Set): void {
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = ((FORMAT >> bit) & 1) === 1;
    const along = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit;
    set(8, along, dark);
    const back = bit < 8 ? size - 1 - bit : bit === 8 ? 7 : 14 - bit;
    set(back, 8, dark);
  }
  set(8, size - 8, true);
}

function drawVersion(version: number, size: number, set: Set): void {
  const bits = VERSION_BITS[version];
  if (bits === undefined) return;
  for (let bit = 0; bit < 18; bit += 1) {
    const dark = ((bits >> bit) & 1) === 1;
    const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    set(far, near, dark);
    set(near, far, dark);
  }
}

/** Up and down in columns two wide from the right, past the timing column, masked as it goes. */
function placeData(grid: Grid, data: readonly number[]): void {
  const bits = data.map((byte) => bitsOf(byte, 8)).join('');
  let at = 0;
  let upwards = true;
  for (let right = grid.length - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < grid.length; step += 1) {
      const y = upwards ? grid.length - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = grid[y];
        if (!row || row[x] !== undefined) continue;
        row[x] = (bits[at] === '1') !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
    upwards = !upwards;
  }
}
