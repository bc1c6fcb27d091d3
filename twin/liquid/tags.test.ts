/** Tags and faults. Source: shopify.dev/docs/api/liquid/tags (2026-11-23). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createLiquid } from './engine.ts';
import { LiquidFault } from './fault.ts';
import { Fields } from './fields.ts';
import { refusedFilters, shopifyFilters } from './filters/all.ts';
import { renderText, testHost } from './test-host.ts';

test('every filter and tag that Shopify documents is drawn here or refused by name', () => {
  const filters = documented('filters.json').filter((name) => !refusedFilters.includes(name));
  const missing = filters.filter((name) => !Object.hasOwn(shopifyFilters, name));
  expect(missing).toEqual([]);
  const liquid = createLiquid({ read: () => '' });
  for (const name of documented('tags.json')) {
    // An unknown tag is told as such; a known one at most complains of its arguments or its end.
    const words = faultOf(() => liquid.renderText(`{% ${name} %}`, 'x', {}, testHost()));
    expect(words).not.toContain(`tag "${name}" not found`);
  }
});

test('an unknown tag or filter ends the page with its name, file and line', () => {
  expect(faultOf(() => renderText('a\n{% loyalty %}'))).toBe(
    'templates/test.liquid:2: tag "loyalty" not found',
  );
  expect(faultOf(() => renderText('a\nb\n{{ 1 | points }}'))).toBe(
    'templates/test.liquid:3: undefined filter: points',
  );
  expect(faultOf(() => renderText("{{ 'x' | blake3 }}"))).toContain('not drawn by the twin');
  expect(faultOf(() => renderText("{% render 'gone' %}"))).toContain('snippets/gone.liquid');
});

test('an unknown property of a known object is nil and is told', () => {
  const told: string[] = [];
  const onUnknown = (name: string): void => void told.push(name);
  const product = new Fields('product', { title: 'Mug' }, { onUnknown });
  expect(renderText('{{ product.title }}{{ product.flavour.x }}', { product })).toBe('Mug');
  expect(told).toEqual(['product.flavour']);
});

test('properties may be called anything, and nothing of the machine shows through', () => {
  const shop = new Fields('shop', { name: 'Linden', read: 'R', size: 3 });
  const source =
    "{{ shop.name }}{{ shop.read }}{{ shop['json'] }}{{ shop.constructor }}{{ shop.size }}";
  expect(renderText(source, { shop })).toBe('LindenR3');
});

test('snippets see their arguments and the page, not the variables around them', () => {
  const source =
    "{% assign outside = 'no' %}{% render 'greet', name: 'Ann' %}" +
    "{% render 'greet' with 'Bob' as name %}{% render 'greet' for people as name %}";
  expect(renderText(source, { people: ['C', 'D'] })).toBe('Hi Ann.Hi Bob.Hi C1.Hi D2.');
});

test('schema and doc are silent, style is an element, stylesheet is collected', () => {
  const kept: string[] = [];
  const source =
    '{% doc %} {{ nonsense | }} {% enddoc %}{% style %}a{color:{{ c }}}{% endstyle %}' +
    '{% stylesheet %}b{top:0}{% endstylesheet %}{% schema %}{"name":"x"}{% endschema %}';
  const html = renderText(
    source,
    { c: 'red' },
    { collect: (...all) => void kept.push(all.join()) },
  );
  expect(html).toBe('<style data-shopify>a{color:red}</style>');
  expect(kept).toEqual(['css,templates/test.liquid,b{top:0}']);
});

test('liquid, echo, tablerow, cycle and case work as in themes', () => {
  const source = `{%- liquid
    assign n = 3
    case n
      when 1, 2
        echo 'few'
      else
        echo 'many'
    endcase
    # a comment
  -%}|{% for i in (1..3) %}{% cycle 'a', 'b' %}{% endfor %}|
  {%- tablerow i in (1..2) cols: 2 %}{{ i }}{% endtablerow %}`;
  expect(renderText(source)).toBe(
    'many|aba|<tr class="row1"><td class="col1">1</td><td class="col2">2</td></tr>',
  );
});

test('a product form posts to the cart with its hidden fields', () => {
  const product = new Fields('product', { id: 7 });
  expect(
    renderText("{% form 'product', product, class: 'buy' %}{{ form.id }}{% endform %}", {
      product,
    }),
  ).toBe(
    '<form method="post" action="/cart/add" id="product_form_7" accept-charset="UTF-8" ' +
      'enctype="multipart/form-data" class="buy"><input type="hidden" name="form_type" ' +
      'value="product" /><input type="hidden" name="utf8" value="✓" />product_form_7' +
      '<input type="hidden" name="product-id" value="7" /></form>',
  );
});

test('paginate shows one page of the list and links to the others', () => {
  const collection = new Fields('collection', { products: [1, 2, 3, 4, 5] });
  const source =
    '{% paginate collection.products by 2 %}{{ collection.products }} of {{ paginate.items }}, ' +
    '{{ paginate.current_page }}/{{ paginate.pages }} {{ paginate.next.url }}{% endpaginate %}' +
    ' {{ collection.products.size }}';
  expect(renderText(source, { collection })).toBe('34 of 5, 2/3 /collections/all?page=3 5');
});

test('sections, groups and blocks are asked of the page', () => {
  expect(
    renderText("{% section 'header' %}{% sections 'footer' %}{% content_for 'blocks' %}"),
  ).toBe('[section header][group footer][blocks]');
});

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LiquidFault) return error.message;
    throw error;
  }
  return 'no fault';
}

/** Names in Shopify's own list, as their CLI ships it; words that belong to other tags are not. */
function documented(file: string): string[] {
  const cli = dirname(createRequire(import.meta.url).resolve('@shopify/cli/package.json'));
  const text = readFileSync(join(cli, 'dist/data', file), 'utf8');
  return (JSON.parse(text) as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'else');
}
