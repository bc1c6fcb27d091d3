/**
 * The till's page: ring up, look up, take money. Extensions show as tiles, in dialogs and on
 * receipts.
 */
import type { ExtensionApi } from '../../extensions/browser/host.ts';
import {
  buildReceiptApi,
  buildTillApi,
  buildTillBackgroundApi,
} from '../../extensions/surfaces/till.ts';
import type { ExtensionInfo, TillState } from '../../extensions/surfaces/types.ts';
import {
  mount,
  type Mounted,
  mountExtensions,
  readState,
} from '../../placements/browser/mount-extensions.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import type { OrderView } from '../../checkout/order-view.ts';
import type { findGoods } from '../till-catalog.ts';
import type { SaleView } from '../till-state.ts';
import { drawGoods, drawReceipt, drawSale, drawVariants } from './draw-till.ts';
import { openLookUp } from './look-up.ts';
import { tellBackground, transactionOf } from './tell-background.ts';
import { tillActions } from './till-actions.ts';
import { openDialogs } from './till-dialogs.ts';

type Good = ReturnType<typeof findGoods>[number];
export type Answer = { sale: SaleView; till: TillState; error?: string };
type Page = Answer & {
  goods: Good[];
  currency: string;
  timezone: string;
  extensions: PlacedExtension[];
};

const page = readState<Page>();
const locale = { language: page.till.locale, currency: page.currency, timezone: page.timezone };
let { sale, till } = page;
let mounted: Mounted[] = [];
let inCustomer: Mounted[] = [];

const one = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
};
const dialog = (name: string) => one<HTMLDialogElement>(`[data-dialog="${name}"]`);

async function post<T>(path: string, body: unknown): Promise<T> {
  const reply = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await reply.json()) as T;
}

/** Changes the sale; throws the words for staff where it is refused. */
async function change(body: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await post<Answer>(`/pos/sales/${sale.token}/change`, body);
  if (answer.sale) show(answer);
  tellError(answer.error);
  if (answer.error) throw new Error(answer.error);
}

const tryChange = (body: Readonly<Record<string, unknown>>) => change(body).catch(() => undefined);

function show(answer: Answer): void {
  const before = sale.customer?.id;
  ({ sale, till } = answer);
  drawSale(sale);
  for (const each of [...mounted, ...inCustomer]) each.refresh();
  if (sale.customer?.id !== before) void showCustomerBlocks();
}

function tellError(words: string | undefined): void {
  const note = one('[data-error]');
  note.hidden = words === undefined;
  note.textContent = words ?? '';
}

/** The last sale, which a receipt is of. */
let sold: Readonly<Record<string, unknown>> = {};

function apiFor(more: Partial<TillState> = {}) {
  return (extension: PlacedExtension, info: ExtensionInfo): ExtensionApi => {
    const actions = tillActions(extension, {
      change,
      current: () => till,
      openModal: () => void openModal(extension),
      closeModal: () => dialog('extension').close(),
    });
    const current = () => ({ ...till, ...more });
    if (extension.target === 'pos.app.ready.data') {
      return buildTillBackgroundApi(info, current, actions);
    }
    return extension.target.startsWith('pos.receipt-')
      ? buildReceiptApi(info, current, actions, sold)
      : buildTillApi(info, current, actions);
  };
}

async function openModal(extension: PlacedExtension): Promise<void> {
  const target = extension.target.replace(
    /\.(tile|action\.menu-item)\.render$/,
    (_all, kind: string) => (kind === 'tile' ? '.modal.render' : '.action.render'),
  );
  const modal = page.extensions.find(
    (each) => each.target === target && each.handle === extension.handle,
  );
  if (modal === undefined) throw new Error(`${extension.handle} has no target ${target}.`);
  const body = one('[data-extension-body]');
  body.replaceChildren();
  one('#extension-title').textContent = extension.name;
  const box = dialog('extension');
  box.showModal();
  const more = sale.customer ? { customerId: sale.customer.id } : {};
  const opened = await mount(body, { extension: modal, locale, apiFor: apiFor(more) });
  mounted.push(opened);
  box.addEventListener(
    'close',
    () => {
      opened.running.stop();
      mounted = mounted.filter((each) => each !== opened);
    },
    { once: true },
  );
}

async function showCustomerBlocks(): Promise<void> {
  for (const each of inCustomer.splice(0)) each.running.stop();
  const { customer } = sale;
  if (customer === null) return;
  const root = one('[data-customer-slot]');
  const targets = [
    'pos.customer-details.block.render',
    'pos.customer-details.action.menu-item.render',
  ];
  inCustomer = await Promise.all(
    page.extensions
      .filter(({ target }) => targets.includes(target))
      .map((extension) =>
        mount(root, { extension, locale, apiFor: apiFor({ customerId: customer.id }) }),
      ),
  );
}

export type Completed = {
  orderId: number;
  customerId: number | null;
  receipt: OrderView;
  error?: string;
};

/** Takes the money; the answer is what staff are told where it is refused. */
async function pay(payment: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const done = await post<Completed>(`/pos/sales/${sale.token}/complete`, payment);
  tellError(done.error);
  if (done.error) return done.error;
  dialog('cash').close();
  drawReceipt(one('[data-receipt]'), done.receipt);
  dialog('receipt').showModal();
  sold = transactionOf({ done, till, currency: page.currency });
  tellBackground(sold, mounted);
  const customerId = done.customerId ?? undefined;
  const order = {
    id: done.orderId,
    name: done.receipt.name,
    ...(customerId ? { customerId } : {}),
  };
  const root = one('[data-receipt-slot]');
  const targets = [
    'pos.receipt-header.block.render',
    'pos.purchase.post.block.render',
    'pos.receipt-footer.block.render',
  ];
  for (const extension of page.extensions.filter(({ target }) => targets.includes(target))) {
    void mount(root, {
      extension,
      locale,
      apiFor: apiFor({ order, ...(customerId ? { customerId } : {}) }),
    });
  }
  return undefined;
}

async function nextSale(): Promise<void> {
  one('[data-receipt-slot]').replaceChildren();
  dialog('receipt').close();
  show(await post<Answer>('/pos/sales', {}));
}

let goods = page.goods;
const lookUp = openLookUp((found) => {
  goods = found;
  drawGoods(one('[data-goods]'), goods);
});
const dialogs = openDialogs({ sale: () => sale, pay, change });

const ACTIONS: Readonly<Record<string, (value: string) => unknown>> = {
  good: (id) => {
    const good = goods.find((each) => each.id === Number(id));
    if (good === undefined) return undefined;
    const [only] = good.variants;
    if (good.variants.length === 1 && only)
      return tryChange({ change: 'addVariant', variantId: only.id });
    drawVariants(good);
    return dialog('variants').showModal();
  },
  variant: async (id) => {
    dialog('variants').close();
    await tryChange({ change: 'addVariant', variantId: Number(id) });
  },
  person: async (id) => {
    dialog('people').close();
    await tryChange({ change: 'customer', customerId: Number(id) });
  },
  nobody: () => tryChange({ change: 'customer', customerId: null }),
  people: async () => {
    one<HTMLInputElement>('#people-search').value = '';
    dialog('people').showModal();
    await lookUp.people('');
  },
  clear: () => tryChange({ change: 'clear' }),
  more: (id) => step(Number(id), 1),
  less: (id) => step(Number(id), -1),
  discount: () => dialogs.askDiscount(),
  undiscount: () => tryChange({ change: 'cartDiscount', discount: null }),
  uncode: (code) => tryChange({ change: 'removeCode', code }),
};

function step(lineId: number, by: number) {
  const line = sale.lines.find(({ id }) => id === lineId);
  return tryChange({ change: 'line', lineId, quantity: (line?.quantity ?? 0) + by });
}

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('button');
  if (button === null) return;
  const { do: action, value = '', pay: method } = button.dataset;
  if (action) void ACTIONS[action]?.(value);
  if (method === 'card') void pay({ method });
  if (method === 'cash') dialogs.askCash();
  if ('close' in button.dataset) button.closest('dialog')?.close();
  if ('next' in button.dataset) void nextSale();
});
one('#search').addEventListener('input', (event) => {
  void lookUp.goods((event.target as HTMLInputElement).value);
});
one('#people-search').addEventListener('input', (event) => {
  void lookUp.people((event.target as HTMLInputElement).value);
});
one<HTMLFormElement>('[data-code]').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  void change({ change: 'addCode', code: one<HTMLInputElement>('#code').value }).then(
    () => form.reset(),
    () => undefined,
  );
});

drawGoods(one('[data-goods]'), goods);
drawSale(sale);
mounted = await mountExtensions(page.extensions, locale, apiFor());
for (const extension of page.extensions.filter(({ target }) => target === 'pos.app.ready.data')) {
  mounted.push(await mount(one('[data-background]'), { extension, locale, apiFor: apiFor() }));
}
