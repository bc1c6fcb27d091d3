/**
 * Arithmetic, printing and comparison, case by case. Sources, read 2026-11-23:
 * - shopify.dev/docs/api/liquid/filters (the examples of each filter; the same data lies in
 *   @shopify/cli 4.8.2 dist/data/filters.json)
 * - Shopify/liquid: lib/liquid/utils.rb, standardfilters.rb, condition.rb and their unit tests
 */
import { expect, test } from 'vitest';
import { Fields } from './fields.ts';
import { renderText } from './test-host.ts';

// Each line: what stands in the braces → what is printed; `!` begins Shopify's error in place.
const VALUES = `
  1050 | divided_by: 100 → 10
  20 | divided_by: 7 → 2
  20 | divided_by: 7.0 → 2.857142857142857
  4 | divided_by: 2 → 2
  4 | divided_by: 2.0 → 2.0
  -7 | divided_by: 2 → -4
  1 | divided_by: 0 → ! divided by 0
  1 | modulo: 0 → ! divided by 0
  4 | times: 2.5 → 10.0
  3 | times: 4 → 12
  '2.5' | times: 2 → 5.0
  0.1 | plus: 0.2 → 0.3
  4.5 | minus: 0.5 → 4.0
  '3' | plus: '4' → 7
  '3 apples' | plus: 1 → 4
  'apples' | plus: 1 → 1
  nothing | plus: 1 → 1
  true | plus: 1 → 1
  12 | modulo: 5 → 2
  -5 | modulo: 3 → 1
  5.5 | modulo: 2 → 1.5
  2.7 | round → 3
  2.5 | round → 3
  -2.5 | round → -3
  2.71828 | round: 2 → 2.72
  1.005 | round: 2 → 1.01
  4 | round: 2 → 4
  1.2 | ceil → 2
  1.9 | floor → 1
  '3.5' | ceil → 4
  -17 | abs → 17
  '-17.5' | abs → 17.5
  4 | at_least: 5 → 5
  4 | at_most: 5 → 4
  7.0 → 7.0
  1.10 → 1.1
  100000000000000000000.0 → 1.0e+20
  nothing →
  true → true
  list → 123
  hash → {"a"=>1, "b"=>nil}
  drop → ProductDrop
  list.size → 3
  list.first → 1
  list.last → 3
  word.size → 3
  list | sum → 6
  prices | sum → 6.5
  nothing | size → 0
  42 | size → 0
`;

test.each(rows(VALUES))('{{ %s }} prints "%s"', (expression, printed) => {
  expect(renderText(`{{ ${expression} }}`, globals())).toBe(printed);
});

// Each line: a condition → whether it holds, or what is printed instead.
const CONDITIONS = `
  '' → yes
  0 → yes
  list → yes
  empty_list → yes
  nothing → no
  false → no
  nothing == false → no
  nothing > 1 → no
  1 > nothing → no
  nothing == blank → yes
  '' == blank → yes
  ' ' == blank → yes
  '' == empty → yes
  ' ' == empty → no
  nothing == empty → no
  empty_list == empty → yes
  1 == 1.0 → yes
  '1' == 1 → no
  2 > 10 → no
  '2' > '10' → yes
  word > 1 → ! comparison of String with 1 failed
  1 < word → ! comparison of Integer with String failed
  true or false and false → yes
  false and false or true → no
  true and true or false → yes
  word contains 'b' → yes
  word contains 1 → no
  list contains 2 → yes
  list contains '2' → no
  nothing contains 'b' → no
  hash contains 'a' → yes
  word != 'abc' → no
`;

test.each(rows(CONDITIONS))('the condition %s says "%s"', (condition, printed) => {
  const source = `{% if ${condition} %}yes{% else %}no{% endif %}`;
  expect(renderText(source, globals())).toBe(printed);
});

test('assigned and looped numbers keep what they are', () => {
  const source =
    '{% assign half = 5 | divided_by: 2.0 %}{{ half }}|' +
    '{% assign whole = half | plus: 0.5 %}{{ whole }}|{% if whole == 3 %}three{% endif %}|' +
    '{% for i in (1..3) %}{{ i | divided_by: 2 }}{% endfor %}';
  expect(renderText(source)).toBe('2.5|3.0|three|011');
});

function globals(): Record<string, unknown> {
  return {
    list: [1, 2, 3],
    empty_list: [],
    hash: { a: 1, b: null },
    word: 'abc',
    prices: [1.5, 5],
    drop: productDrop(),
  };
}

function rows(table: string): [string, string][] {
  const lines = table.split('\n').filter((line) => line.includes('→'));
  return lines.map((line) => {
    const [left = '', right = ''] = line.split('→');
    return [left.trim(), right.trim().replace(/^! /, 'Liquid error (templates/test line 1): ')];
  });
}

function productDrop(): Fields {
  return new Fields('product', { title: 'Mug' });
}
