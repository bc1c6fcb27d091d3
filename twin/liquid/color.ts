/** Colours as settings hold them (`#336699`, `rgb(…)`, `hsl(…)`) and their two descriptions. */

export type Color = { red: number; green: number; blue: number; alpha: number };
export type Hsl = { hue: number; saturation: number; lightness: number };

/** Reads a colour; undefined for what is none. */
export function parseColor(text: string): Color | undefined {
  const value = text.trim().toLowerCase();
  if (value === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 };
  const hex = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(value)?.[1];
  if (hex !== undefined) return fromHex(hex);
  const call = /^(rgb|hsl)a?\(([^)]+)\)$/.exec(value);
  const [first = NaN, second = NaN, third = NaN, fourth = 1] = (call?.[2] ?? '')
    .split(/[\s,/]+/)
    .filter((part) => part !== '')
    .map((part) => parseFloat(part));
  if (!call || [first, second, third].some(Number.isNaN)) return undefined;
  if (call[1] === 'rgb') return { red: first, green: second, blue: third, alpha: fourth };
  return { ...fromHsl({ hue: first, saturation: second, lightness: third }), alpha: fourth };
}

/** `#rrggbb`, or `rgba(…)` where it is not opaque. */
export function printColor(color: Color): string {
  if (color.alpha === 1) return toHex(color);
  return `rgba(${color.red}, ${color.green}, ${color.blue}, ${Number(color.alpha.toFixed(2))})`;
}

export function toHex({ red, green, blue, alpha }: Color): string {
  const sides = alpha === 1 ? [red, green, blue] : [red, green, blue, Math.round(alpha * 255)];
  return `#${sides.map((side) => side.toString(16).padStart(2, '0')).join('')}`;
}

/** Hue in degrees, saturation and lightness in per cent, rounded to whole numbers. */
export function toHsl({ red, green, blue }: Color): Hsl {
  const [r, g, b] = [red / 255, green / 255, blue / 255];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const lightness = (most + least) / 2;
  const spread = most - least;
  if (spread === 0) return { hue: 0, saturation: 0, lightness: Math.round(lightness * 100) };
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  const sector =
    most === r ? ((g - b) / spread) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return {
    hue: (Math.round(sector * 60) + 360) % 360,
    saturation: Math.round(saturation * 100),
    lightness: Math.round(lightness * 100),
  };
}

export function fromHsl({ hue, saturation, lightness }: Hsl): Color {
  const [s, l] = [saturation / 100, lightness / 100];
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return Math.round((l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))) * 255);
  };
  return { red: channel(0), green: channel(8), blue: channel(4), alpha: 1 };
}

function fromHex(hex: string): Color {
  const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const side = (at: number): number => parseInt(full.slice(at, at + 2), 16);
  const alpha = full.length === 8 ? Number((side(6) / 255).toFixed(2)) : 1;
  return { red: side(0), green: side(2), blue: side(4), alpha };
}
