/**
 * A page's script for trying the extensions of the app beside it: each stage plays one of Shopify's
 * pages with the smallest state that does. Bundled by the test; `?stage=…` chooses.
 */
import { type ExtensionApi, runExtension } from '../../twin/extensions/browser/host.ts';
import { buildAccountApi } from '../../twin/extensions/surfaces/account.ts';
import { buildAdminApi } from '../../twin/extensions/surfaces/admin.ts';
import { buildCheckoutApi } from '../../twin/extensions/surfaces/checkout.ts';
import { toMoney } from '../../twin/extensions/surfaces/money.ts';
import * as fixtures from '../../twin/extensions/surfaces/surface-fixtures.ts';
import { buildTillApi, buildTillBackgroundApi } from '../../twin/extensions/surfaces/till.ts';
import type {
  AccountActions,
  AdminActions,
  CheckoutActions,
  TillActions,
} from '../../twin/extensions/surfaces/types.ts';

const root = document.querySelector<HTMLElement>('#stage') ?? document.body;
const log = document.querySelector<HTMLElement>('#log') ?? document.body;
const recorded = fixtures.createRecordedActions();

/** Says on the page what the extension asked of it. */
function note(text: string): void {
  const entry = document.createElement('li');
  entry.textContent = text;
  log.append(entry);
}

function run(handle: string, target: string, api: ExtensionApi, capabilities: string[] = []) {
  return runExtension({
    root,
    bundleUrl: `/bundles/${handle}.js`,
    workerUrl: '/twin-assets/extension-worker.js',
    target,
    api,
    capabilities,
    onError: ({ phase, message }) => note(`${phase}: ${message}`),
  });
}

function button(label: string, act: () => unknown): void {
  const node = document.createElement('button');
  node.textContent = label;
  node.addEventListener('click', () => void act());
  document.querySelector('#controls')?.append(node);
}

async function stageCheckout(): Promise<void> {
  let state = fixtures.CHECKOUT;
  const actions = fixtures.overrideActions<CheckoutActions>(recorded.checkout, {
    getSessionToken: async () => 'token-of-ada',
    applyDiscountCodeChange: async (change) => {
      note(`${change.type} ${change.code}`);
      if (change.code !== 'FIVE') return { type: 'error', message: 'No such code.' };
      state = {
        ...state,
        discountCodes: [{ code: change.code }],
        cost: { ...state.cost, total: toMoney(1250, 'EUR') },
      };
      running.update(build());
      return { type: 'success' };
    },
  });
  const target = 'purchase.checkout.block.render';
  const build = () =>
    buildCheckoutApi(fixtures.describeExtension(target), () => state, actions) as ExtensionApi;
  const running = await run('checkout-card', target, build());
  button('Write a long note', () => {
    state = { ...state, note: 'Please ring three times and wait' };
    running.update(build());
  });
  button('Pay now', async () => note(JSON.stringify(await actions.interceptors.ask())));
}

async function stageBroken(): Promise<void> {
  const target = 'purchase.checkout.block.render';
  const info = fixtures.describeExtension(target);
  const api = buildCheckoutApi(info, () => fixtures.CHECKOUT, recorded.checkout);
  await Promise.all([run('broken-card', target, api), run('checkout-card', target, api)]);
}

async function stageAccount(): Promise<void> {
  const actions = fixtures.overrideActions<AccountActions>(recorded.account, {
    showToast: (content) => {
      note(`toast: ${content}`);
      return { hide: () => undefined };
    },
    navigate: (url) => note(`navigate: ${url}`),
  });
  const target = 'customer-account.page.render';
  const info = fixtures.describeExtension(target);
  const api = buildAccountApi(info, () => fixtures.ACCOUNT, actions) as ExtensionApi;
  await run('account-page', target, api, ['network_access']);
}

async function stageTill(): Promise<void> {
  let state = fixtures.TILL;
  const actions = fixtures.overrideActions<TillActions>(recorded.till, {
    appUrl: location.href,
    presentModal: () => note('modal presented'),
  });
  const tile = 'pos.home.tile.render';
  const background = 'pos.app.ready.data';
  const build = () => buildTillApi(fixtures.describeExtension(tile), () => state, actions);
  const running = await run('till-tile', tile, build());
  const ready = await run(
    'till-tile',
    background,
    buildTillBackgroundApi(fixtures.describeExtension(background), () => state, actions),
  );
  button('Add customer 7', () => {
    state = { ...state, cart: { ...state.cart, customer: { id: 7 } } };
    running.update(build());
  });
  button('Sell', async () => {
    ready.emit('', 'transactioncomplete', { grandTotal: { amount: 12.5, currency: 'EUR' } });
    // The extension keeps it in its own time.
    while ((await actions.storage.get('last-sale')) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    note(`kept ${JSON.stringify(await actions.storage.get('last-sale'))}`);
  });
}

async function stageAdmin(): Promise<void> {
  const actions = fixtures.overrideActions<AdminActions>(recorded.admin, {
    appUrl: location.origin,
    getIdToken: async () => 'id-token-of-staff',
    query: async (_, options) => {
      note(`query ${JSON.stringify(options)}`);
      return { data: { customer: { displayName: 'Ada L.' } } };
    },
    pick: async () => ['a'],
  });
  const target = 'admin.customer-details.block.render';
  const info = fixtures.describeExtension(target);
  await run(
    'admin-block',
    target,
    buildAdminApi(info, () => fixtures.ADMIN, actions),
  );
}

const STAGES: Readonly<Record<string, () => Promise<void>>> = {
  checkout: stageCheckout,
  broken: stageBroken,
  account: stageAccount,
  till: stageTill,
  admin: stageAdmin,
};

void STAGES[new URLSearchParams(location.search).get('stage') ?? '']?.();
