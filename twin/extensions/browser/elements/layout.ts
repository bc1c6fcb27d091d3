/**
 * Shopify's layout words as CSS: a scale of sizes (`small-200`, `base`, `large`), up to four sides
 * in one value, and values that depend on a container:
 * `@container (inline-size > 500px) large, base`
 * (https://shopify.dev/docs/api/checkout-ui-extensions/latest/using-polaris-web-components, 2026-11).
 */
import type { Host } from './twin-element.ts';

/** Pixels of each step. */
const SCALE: Readonly<Record<string, number>> = {
  none: 0,
  'small-500': 2,
  'small-400': 4,
  'small-300': 6,
  'small-200': 8,
  'small-100': 10,
  small: 12,
  base: 16,
  large: 20,
  'large-100': 24,
  'large-200': 32,
  'large-300': 40,
  'large-400': 48,
  'large-500': 64,
};

const RADII: Readonly<Record<string, string>> = {
  none: '0',
  'small-200': '3px',
  'small-100': '4px',
  small: '6px',
  base: '8px',
  large: '12px',
  'large-100': '16px',
  'large-200': '20px',
  max: '999px',
};

const WIDTHS: Readonly<Record<string, string>> = {
  none: '0',
  'small-100': '1px',
  small: '1px',
  base: '1px',
  large: '2px',
  'large-100': '3px',
  'large-200': '4px',
};

const BACKGROUNDS: Readonly<Record<string, string>> = {
  transparent: 'transparent',
  subdued: 'var(--s-wash)',
  base: 'var(--s-paper)',
  strong: 'var(--s-wash-strong)',
};

/** Property → CSS property and how its words read. */
const RULES: Readonly<Record<string, readonly [css: string, read: (value: string) => string]>> = {
  padding: ['padding', sides],
  paddingBlock: ['padding-block', sides],
  paddingBlockStart: ['padding-block-start', sides],
  paddingBlockEnd: ['padding-block-end', sides],
  paddingInline: ['padding-inline', sides],
  paddingInlineStart: ['padding-inline-start', sides],
  paddingInlineEnd: ['padding-inline-end', sides],
  gap: ['gap', sides],
  rowGap: ['row-gap', sides],
  columnGap: ['column-gap', sides],
  blockSize: ['block-size', size],
  minBlockSize: ['min-block-size', size],
  maxBlockSize: ['max-block-size', size],
  inlineSize: ['inline-size', size],
  minInlineSize: ['min-inline-size', size],
  maxInlineSize: ['max-inline-size', size],
  background: ['background', (value) => BACKGROUNDS[value] ?? 'transparent'],
  borderRadius: ['border-radius', (value) => words(value, RADII)],
  overflow: ['overflow', (value) => (value === 'visible' ? value : 'auto hidden')],
  alignItems: ['align-items', asIs],
  alignContent: ['align-content', asIs],
  justifyContent: ['justify-content', asIs],
  justifyItems: ['justify-items', asIs],
  placeItems: ['place-items', asIs],
  placeContent: ['place-content', asIs],
  gridTemplateColumns: ['grid-template-columns', asIs],
  gridTemplateRows: ['grid-template-rows', asIs],
  gridColumn: ['grid-column', asIs],
  gridRow: ['grid-row', asIs],
};

/** Outweighs the shared stylesheet, which comes later in the cascade. */
const HOST = ':host(:not(#_))';

/** The rules for the element itself that its layout properties ask for. */
export function layoutCss(host: Host): string {
  const rules = Object.entries(RULES).flatMap(([property, [css, read]]) =>
    host.isSet(property) ? ruleFor(host.text(property), css, read) : [],
  );
  for (const property of ['direction', 'display']) {
    const flow = host.text(property);
    if (flow !== '') rules.push(...ruleFor(flow, property, (value) => value));
  }
  return [...rules.map((rule) => flowing(rule)), borderCss(host)].filter(Boolean).join('\n');
}

function ruleFor(text: string, css: string, read: (value: string) => string): string[] {
  const { otherwise, branches } = readResponsive(text);
  return [
    `${HOST}{${css}:${read(otherwise)}}`,
    ...branches.map(
      ({ condition, value }) => `@container ${condition}{${HOST}{${css}:${read(value)}}}`,
    ),
  ];
}

/** `direction` is no CSS of ours, and `display: auto` is what an element is anyway. */
function flowing(rule: string): string {
  return rule
    .replace(/direction:inline/g, 'flex-flow:row wrap')
    .replace(/direction:block/g, 'flex-flow:column nowrap')
    .replace(/\{display:auto\}/g, '{}');
}

/** Reads a plain value or `@container (…) one, other`; characters that end a rule are dropped. */
export function readResponsive(text: string): {
  otherwise: string;
  branches: { condition: string; value: string }[];
} {
  const clean = text.replace(/[{};<\\]/g, '').trim();
  const match =
    /^@container\s*([\w-]*)\s*(\([^@]*?\))\s+([^,()]*(?:\([^)]*\)[^,()]*)*),\s*(.+)$/.exec(clean);
  if (!match) return { otherwise: clean, branches: [] };
  const [, , condition = '', value = '', rest = ''] = match;
  const { otherwise, branches } = readResponsive(rest);
  return { otherwise, branches: [...branches, { condition, value: value.trim() }] };
}

function sides(value: string): string {
  return value
    .split(/\s+/)
    .slice(0, 4)
    .map((word) => `${SCALE[word] ?? 0}px`)
    .join(' ');
}

function size(value: string): string {
  return /^(auto|0|\d+(\.\d+)?(px|%))$/.test(value) ? value : 'auto';
}

function words(value: string, table: Readonly<Record<string, string>>): string {
  return value
    .split(/\s+/)
    .slice(0, 4)
    .map((word) => table[word] ?? '0')
    .join(' ');
}

function asIs(value: string): string {
  return value;
}

/** `border="base strong dashed"`, and the three properties that say the same one by one. */
function borderCss(host: Host): string {
  const [width = '', ...rest] = host.text('border').split(/\s+/);
  const style = host.text('borderStyle') || rest.find((word) => /^(dashed|dotted)$/.test(word));
  const color = host.text('borderColor') || rest.find((word) => /^(subdued|strong)$/.test(word));
  const widths = host.text('borderWidth') || width;
  if (widths === '' || widths === 'none') return '';
  const ink = color === 'strong' ? 'var(--s-line-strong)' : 'var(--s-line)';
  return (
    `${HOST}{border-style:${words(style || 'solid', LINES)};` +
    `border-width:${words(widths, WIDTHS)};border-color:${ink}}`
  );
}

const LINES: Readonly<Record<string, string>> = {
  auto: 'solid',
  none: 'none',
  solid: 'solid',
  dashed: 'dashed',
  dotted: 'dotted',
};

/**
 * The same rules for a part inside: all of them, or those that `which` names. A class is doubled in
 * `selector`, to outweigh the shared stylesheet here too.
 */
export function moveRules(css: string, selector: string, which = /^/): string {
  return css
    .split('\n')
    .map((rule) => {
      const body = rule.slice(rule.indexOf(`${HOST}{`) + HOST.length + 1);
      return which.test(body) ? rule.replace(HOST, selector) : rule;
    })
    .join('\n');
}
