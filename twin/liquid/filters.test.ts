/**
 * Filters, case by case. Source: the examples at shopify.dev/docs/api/liquid/filters, whose data
 * also lies in @shopify/cli 4.8.2 dist/data/filters.json (2026-11-23).
 */
import { expect, test } from 'vitest';
import { Fields } from './fields.ts';
import { renderText } from './test-host.ts';

// Each line: what stands in the braces → what is printed; `!` begins Shopify's error in place.
const TEXT = `
  'Potions & Co' | handleize → potions-co
  'Émile Été (2)' | handle → emile-ete-2
  'variable-name' | camelize → VariableName
  'hELLO wORLD' | capitalize → Hello world
  '<p class="x">' | escape → &lt;p class=&quot;x&quot;&gt;
  '&lt;p&gt; & co' | escape_once → &lt;p&gt; &amp; co
  nothing | escape →
  'a-b-a' | replace_last: 'a', 'c' → a-b-c
  'a-b-a' | remove_first: 'a' → -b-a
  'a.b.c' | replace: '.', '+' → a+b+c
  'Liquid' | slice: 2 → q
  'Liquid' | slice: 2, 5 → quid
  'Liquid' | slice: -3, 2 → ui
  'a,b,,' | split: ',' | size → 2
  '<b>bold</b> move' | strip_html → bold move
  'Ground control to Major Tom.' | truncate: 20 → Ground control to...
  'Ground control' | truncate: 8, '' → Ground c
  'one two three four' | truncatewords: 3 → one two three...
  'a b&c' | url_encode → a+b%26c
  'a+b%26c' | url_decode → a b&c
  '<p>Health & Love' | url_escape → %3Cp%3EHealth%20&%20Love
  '<p>Health & Love' | url_param_escape → %3Cp%3EHealth%20%26%20Love
  1 | pluralize: 'item', 'items' → item
  2 | pluralize: 'item', 'items' → items
  'abc' | md5 → 900150983cd24fb0d6963f7d28e17f72
  'abc' | hmac_sha256: 'key' → 9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab
  'one' | base64_encode → b25l
`;

const MONEY = `
  1999 | money → €19.99
  123456789 | money → €1,234,567.89
  -500 | money → €-5.00
  nothing | money →
  1999 | money_with_currency → €19.99 EUR
  1999 | money_without_currency → 19.99
  2000 | money_without_trailing_zeros → €20
  2050 | money_without_trailing_zeros → €20.50
  1999 | money_amount → 19.99
  2500 | weight_with_unit → 2.5 kg
  500 | weight_with_unit: 'g' → 500 g
`;

const LISTS = `
  products | map: 'title' | join: ', ' → Mug, Bowl, Cup
  products | sort: 'price' | map: 'title' | join → Bowl Cup Mug
  products | where: 'available' | map: 'title' | join → Mug Cup
  products | where: 'title', 'Bowl' | map: 'price' | join → 100
  products | reject: 'available' | map: 'title' | join → Bowl
  products | sum: 'price' → 900
  products | has: 'title', 'Cup' → true
  products | find: 'title', 'Cup' | json → {"title":"Cup"}
  products | find_index: 'title', 'Cup' → 2
  'b,A,c' | split: ',' | sort_natural | join: '' → Abc
  'b,a,b' | split: ',' | uniq | join: '' → ba
  products | concat: products | size → 6
  products | concat: 'x' → ! concat filter requires an array argument
  nothing | default: 'x' → x
  '' | default: 'x' → x
  false | default: 'x' → x
  false | default: 'x', allow_false: true → false
  0 | default: 'x' → 0
  'a</script>/' | json → "a\\u003c\\/script\\u003e\\/"
  nothing | json → null
`;

const PAGES = `
  'a.css' | stylesheet_tag → <link href="a.css" rel="stylesheet" type="text/css" media="all">
  'x.js' | asset_url | script_tag → <script src="/cdn/assets/x.js"></script>
  'dot.svg' | inline_asset_content → <svg></svg>
  'Home' | link_to: '/', class: 'big' → <a href="/" class="big">Home</a>
  '/cdn/a.svg' | image_url: width: 400 → /cdn/a.svg?width=400
  '/cdn/a.svg' | image_url → ! image_url: requires at least one of width or height
  'Log in' | customer_login_link → <a href="/account/login" id="customer_login_link">Log in</a>
  '/collections/all' | sort_by: 'best-selling' → /collections/all?sort_by=best-selling
  'cart.title' | t → Your &lt;cart&gt;
  'cart.items' | t: count: 1 → 1 item
  'cart.items' | t: count: 3 → 3 items
  'cart.note_html' | t: name: '<i>' → By <b>&lt;i&gt;</b>
  'cart.gone' | t → Translation missing: en.cart.gone
  '2026-07-01T22:30:00Z' | date: '%Y-%m-%d %H:%M %z' → 2026-07-02 00:30 +0200
  '2026-07-01' | date: format: 'date' → July 1, 2026
  'now' | date: '%-l:%M %P' → 10:05 am
  'no date' | date: '%Y' → no date
  1790000000 | date: '%F' → 2026-09-21
  1790000000 | time_tag: '%Y' → <time datetime="2026-09-21T14:13:20Z">2026</time>
`;

// The values are the worked examples of the filters' pages.
const COLORS = `
  '#EA5AB9' | color_to_rgb → rgb(234, 90, 185)
  '#EA5AB9' | color_to_hsl → hsl(320, 77%, 64%)
  'rgb(234, 90, 185)' | color_to_hex → #ea5ab9
  '#EA5AB9' | color_extract: 'red' → 234
  '#EA5AB9' | color_brightness → 143.89
  '#E800B0' | color_contrast: '#D9D8FF' → 3.0
  '#720955' | color_difference: '#FFF3F9' → 539
  '#EA5AB9' | color_modify: 'red', 255 → #ff5ab9
  'blue-ish' | color_to_rgb → ! 'blue-ish' is not a color
`;

test.each(rows(TEXT))('text: %s → "%s"', expectPrinted);
test.each(rows(MONEY))('money: %s → "%s"', expectPrinted);
test.each(rows(LISTS))('lists: %s → "%s"', expectPrinted);
test.each(rows(PAGES))('pages: %s → "%s"', expectPrinted);
test.each(rows(COLORS))('colors: %s → "%s"', expectPrinted);

test('money follows the format of the shop, placeholder by placeholder', () => {
  // help.shopify.com/manual/international/currency/currency-formatting (2026-11-23)
  const formats = {
    amount: '1,134.65',
    amount_no_decimals: '1,135',
    amount_with_comma_separator: '1.134,65',
    amount_no_decimals_with_comma_separator: '1.135',
    amount_with_apostrophe_separator: "1'134.65",
    amount_no_decimals_with_space_separator: '1 135',
    amount_with_space_separator: '1 134,65',
    amount_with_period_and_space_separator: '1 134.65',
  };
  for (const [name, printed] of Object.entries(formats)) {
    const money = { currency: 'EUR', format: `{{${name}}}`, formatWithCurrency: '' };
    expect([name, renderText('{{ 113465 | money }}', {}, { money })]).toEqual([name, printed]);
  }
});

function expectPrinted(expression: string, printed: string): void {
  expect(renderText(`{{ ${expression} }}`, { products: catalogue() })).toBe(printed);
}

function catalogue(): Fields[] {
  const item = (title: string, price: number, available: boolean): Fields =>
    new Fields('product', { title, price, available }, { json: () => ({ title }) });
  return [item('Mug', 500, true), item('Bowl', 100, false), item('Cup', 300, true)];
}

function rows(table: string): [string, string][] {
  const lines = table.split('\n').filter((line) => line.includes('→'));
  return lines.map((line) => {
    const [left = '', right = ''] = line.split('→');
    return [left.trim(), right.trim().replace(/^! /, 'Liquid error (templates/test line 1): ')];
  });
}
