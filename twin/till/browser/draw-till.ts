/** What the till shows, made of elements, so that nothing a customer wrote is ever read as HTML. */
import type { OrderView } from '../../checkout/order-view.ts';
import type { findGoods, findPeople } from '../till-catalog.ts';
import type { SaleView } from '../till-state.ts';

type Child = Node | string | null;

function make(
  tag: string,
  more: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const act = (
  action: string,
  value: string | number,
  more: Readonly<Record<string, string>>,
  ...children: Child[]
) =>
  make(
    'button',
    { type: 'button', 'data-do': action, 'data-value': String(value), ...more },
    ...children,
  );

export function drawGoods(root: HTMLElement, goods: ReturnType<typeof findGoods>): void {
  root.replaceChildren(
    ...goods.map((good) =>
      make(
        'li',
        {},
        act(
          'good',
          good.id,
          { class: 'good' },
          make('img', { src: good.picture, alt: '', loading: 'lazy', width: '132', height: '99' }),
          make('span', {}, good.title),
          make('span', { class: 'price' }, good.price),
        ),
      ),
    ),
  );
  if (goods.length === 0) root.append(make('li', { class: 'soft' }, 'Nothing is called that.'));
}

export function drawVariants(good: ReturnType<typeof findGoods>[number]): void {
  const title = document.querySelector('#variants-title');
  if (title) title.textContent = good.title;
  document
    .querySelector('[data-variants]')
    ?.replaceChildren(
      ...good.variants.map((variant) =>
        make(
          'li',
          {},
          act(
            'variant',
            variant.id,
            variant.isSoldOut ? { disabled: '' } : {},
            variant.title,
            make('span', { class: 'soft small' }, variant.isSoldOut ? 'Sold out' : variant.price),
          ),
        ),
      ),
    );
}

export function drawPeople(root: HTMLElement, people: ReturnType<typeof findPeople>): void {
  root.replaceChildren(
    ...people.map(({ id, name, email, ordersCount }) =>
      make(
        'li',
        {},
        act(
          'person',
          id,
          {},
          name,
          make('span', { class: 'soft small' }, `${email} · ${ordersCount} orders`),
        ),
      ),
    ),
  );
  if (people.length === 0) root.append(make('li', { class: 'soft' }, 'Nobody is called that.'));
}

export function drawSale(sale: SaleView): void {
  const part = (name: string) => document.querySelector(`[data-part="${name}"]`);
  part('customer')?.replaceChildren(customerOf(sale));
  part('lines')?.replaceChildren(...sale.lines.map(lineOf));
  if (sale.isEmpty) part('lines')?.append(make('li', { class: 'soft' }, 'Tap goods to begin.'));
  part('codes')?.replaceChildren(...sale.codes.map(codeOf));
  part('sums')?.replaceChildren(...sumsOf(sale));
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-pay]')) {
    button.disabled = sale.isEmpty;
  }
}

function customerOf({ customer }: SaleView): HTMLElement {
  if (customer === null) return act('people', '', { class: 'button plain' }, 'Add customer');
  return make(
    'div',
    { class: 'spread' },
    make(
      'span',
      {},
      make('strong', {}, customer.name || customer.email),
      ' ',
      make('span', { class: 'soft small' }, customer.email),
    ),
    act('nobody', '', { class: 'button link' }, 'Remove'),
  );
}

function lineOf(line: SaleView['lines'][number]): HTMLElement {
  return make(
    'li',
    {},
    make('span', {}, line.title, ' ', make('span', { class: 'soft small' }, line.variantTitle)),
    make(
      'span',
      { class: 'stepper' },
      act('less', line.id, { 'aria-label': `One ${line.title} less` }, '−'),
      make('span', {}, String(line.quantity)),
      act('more', line.id, { 'aria-label': `One ${line.title} more` }, '+'),
    ),
    make(
      'span',
      { class: 'line-price' },
      line.reduced ? make('s', { class: 'soft small' }, line.full) : null,
      line.reduced ? ' ' : null,
      line.reduced || line.full,
    ),
  );
}

const codeOf = (code: string) =>
  make(
    'li',
    { class: 'badge' },
    `${code.toUpperCase()} `,
    act('uncode', code, { class: 'button link', 'aria-label': `Remove ${code}` }, '×'),
  );

function sumsOf(sale: SaleView): HTMLElement[] {
  const row = (name: Child, amount: string, more = '') =>
    make('div', { class: more }, make('dt', {}, name), make('dd', {}, amount));
  const named = (title: string, isOfStaff: boolean) =>
    isOfStaff
      ? make('span', {}, `${title} `, act('undiscount', '', { class: 'button link' }, 'Remove'))
      : title;
  return [
    ...sale.discounts.map(({ title, amount, isOfStaff }) => row(named(title, isOfStaff), amount)),
    row('Subtotal', sale.subtotal),
    row(sale.taxesIncluded ? 'Taxes, included' : 'Taxes', sale.tax),
    row('Total', sale.total, 'total'),
  ];
}

export function drawReceipt(root: HTMLElement, receipt: OrderView): void {
  root.replaceChildren(
    make('p', {}, `Order ${receipt.name}`),
    make(
      'ul',
      { class: 'sale-lines' },
      ...receipt.lines.map((line) =>
        make(
          'li',
          {},
          make('span', {}, `${line.quantity} × ${line.title}`),
          '',
          make('span', {}, line.reduced || line.full),
        ),
      ),
    ),
    make(
      'p',
      { class: 'spread' },
      make('strong', {}, 'Total'),
      make('strong', {}, receipt.sums.total),
    ),
    ...receipt.payments.map(({ name, amount }) =>
      make('p', { class: 'spread soft' }, make('span', {}, name), make('span', {}, amount)),
    ),
    receipt.change
      ? make(
          'p',
          { class: 'spread note good' },
          make('strong', {}, 'Change'),
          make('strong', {}, receipt.change),
        )
      : '',
  );
}
