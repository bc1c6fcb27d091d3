/** Filters of colours. Source: shopify.dev/docs/api/liquid/filters/color_* (2026-11-23). */
import type { FilterCall, FilterTable } from '../filter.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';
import { toLiquidNumber, toNumeric } from '../ruby-number.ts';
import { type Color, fromHsl, parseColor, printColor, toHex, toHsl } from '../color.ts';

export const colorFilters: FilterTable = {
  brightness_difference: (call) =>
    decimal(Math.abs(brightness(read(call.input)) - brightness(read(call.args[0])))),
  color_brightness: ({ input }) => decimal(brightness(read(input))),
  color_contrast: ({ input, args }) => {
    const [a, b] = [luminance(read(input)), luminance(read(args[0]))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return decimal(Math.round(ratio * 10) / 10);
  },
  color_darken: (call) => shift(call, 'lightness', -1),
  color_desaturate: (call) => shift(call, 'saturation', -1),
  color_difference: ({ input, args }) => {
    const [a, b] = [read(input), read(args[0])];
    return Math.abs(a.red - b.red) + Math.abs(a.green - b.green) + Math.abs(a.blue - b.blue);
  },
  color_extract: ({ input, args }) => extract(read(input), print(args[0])),
  color_lighten: (call) => shift(call, 'lightness', 1),
  color_mix: ({ input, args }) => {
    const [a, b] = [read(input), read(args[0])];
    const share = toNumeric(args[1]).value / 100;
    const mix = (left: number, right: number): number =>
      Math.round(left * share + right * (1 - share));
    return printColor({
      red: mix(a.red, b.red),
      green: mix(a.green, b.green),
      blue: mix(a.blue, b.blue),
      alpha: a.alpha * share + b.alpha * (1 - share),
    });
  },
  color_modify: ({ input, args }) =>
    printColor(modify(read(input), print(args[0]), toNumeric(args[1]).value)),
  color_saturate: (call) => shift(call, 'saturation', 1),
  color_to_hex: ({ input }) => toHex(read(input)),
  color_to_hsl: ({ input }) => {
    const color = read(input);
    const { hue, saturation, lightness } = toHsl(color);
    const body = `${hue}, ${saturation}%, ${lightness}%`;
    return color.alpha === 1 ? `hsl(${body})` : `hsla(${body}, ${color.alpha})`;
  },
  color_to_rgb: ({ input }) => {
    const { red, green, blue, alpha } = read(input);
    const body = `${red}, ${green}, ${blue}`;
    return alpha === 1 ? `rgb(${body})` : `rgba(${body}, ${alpha})`;
  },
  hex_to_rgba: ({ input, args }) => {
    const { red, green, blue } = read(input);
    return `rgba(${red},${green},${blue},${args.length > 0 ? toNumeric(args[0]).value : 1})`;
  },
};

function read(input: unknown): Color {
  const color = parseColor(print(input));
  if (!color) throw new LiquidRuntimeError(`'${print(input)}' is not a color`);
  return color;
}

function shift(
  { input, args }: FilterCall,
  part: 'lightness' | 'saturation',
  sign: number,
): string {
  const color = read(input);
  const hsl = toHsl(color);
  const value = hsl[part] + sign * toNumeric(args[0]).value;
  return printColor({
    ...fromHsl({ ...hsl, [part]: Math.min(100, Math.max(0, value)) }),
    alpha: color.alpha,
  });
}

function extract(color: Color, part: string): unknown {
  if (part === 'alpha') return decimal(color.alpha);
  if (part === 'red' || part === 'green' || part === 'blue') return color[part];
  const hsl = toHsl(color);
  if (part === 'hue' || part === 'saturation' || part === 'lightness') return hsl[part];
  throw new LiquidRuntimeError(`color_extract: a color has no ${part}`);
}

function modify(color: Color, part: string, value: number): Color {
  if (part === 'red' || part === 'green' || part === 'blue' || part === 'alpha') {
    return { ...color, [part]: value };
  }
  if (part === 'hue' || part === 'saturation' || part === 'lightness') {
    return { ...fromHsl({ ...toHsl(color), [part]: value }), alpha: color.alpha };
  }
  throw new LiquidRuntimeError(`color_modify: a color has no ${part}`);
}

function brightness({ red, green, blue }: Color): number {
  return Math.round(((red * 299 + green * 587 + blue * 114) / 1000) * 100) / 100;
}

function luminance({ red, green, blue }: Color): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function decimal(value: number): unknown {
  return toLiquidNumber({ value, float: true });
}
