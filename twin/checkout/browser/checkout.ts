/**
 * The checkout with scripts: what a buyer changes is told at once, and what follows from it is
 * drawn
 * again beside the extensions, which are told too.
 */
import { createInterceptors } from '../../extensions/surfaces/interceptors.ts';
import { buildCheckoutApi } from '../../extensions/surfaces/checkout.ts';
import type { CheckoutState, ExtensionInfo } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import {
  askedMetafields,
  type Mounted,
  mountExtensions,
  readState,
} from '../../placements/browser/mount-extensions.ts';
import { checkoutActions } from './checkout-actions.ts';
import {
  drawParts,
  foldSummaryOnPhones,
  forgetProblem,
  lineAt,
  sayNotice,
  sayProblem,
  showFirstProblem,
} from './draw-checkout.ts';

type Page = CheckoutState & { readonly extensions: readonly PlacedExtension[] };

export type Answer = {
  readonly html: Readonly<Record<string, string>>;
  readonly state: CheckoutState;
  readonly messages: Readonly<Record<string, string>>;
};

const first = readState<Page>();
const token = document.body.dataset.token ?? '';
const interceptors = createInterceptors();
let state: CheckoutState = first;
let mounted: Mounted[] = [];
let queue: Promise<unknown> = Promise.resolve();

/** Changes go one after another, so that the page ends as the last one left it. */
function change(body: Readonly<Record<string, unknown>>): Promise<Answer> {
  const next = queue.then(() => send(body));
  queue = next.catch(() => undefined);
  return next;
}

/** A change the buyer made in the form; what cannot be told is said on the page. */
function tell(body: Readonly<Record<string, unknown>>): void {
  void change(body).catch((error: unknown) => {
    sayNotice(error instanceof Error ? error.message : String(error));
  });
}

async function send(body: Readonly<Record<string, unknown>>): Promise<Answer> {
  document.body.classList.add('busy');
  try {
    const reply = await fetch(`/checkouts/cn/${token}/change`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(((await reply.json()) as { error: string }).error);
    const answer = (await reply.json()) as Answer;
    draw(answer);
    return answer;
  } finally {
    document.body.classList.remove('busy');
  }
}

function draw({ html, state: next, messages }: Answer): void {
  state = next;
  drawParts(html);
  for (const [field, words] of Object.entries(messages)) sayProblem(field, words);
  for (const gone of mounted.filter(({ root }) => !root.isConnected)) gone.running.stop();
  mounted = mounted.filter(({ root }) => root.isConnected);
  for (const one of mounted) one.refresh();
  void place();
}

function listen(form: HTMLFormElement): void {
  form.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    forgetProblem(input);
    const asked = changeFor(form, input);
    if (asked) tell(asked);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void goOn(form);
  });
}

/** No form of this page has files. */
function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

function changeFor(
  form: HTMLFormElement,
  input: HTMLInputElement,
): Readonly<Record<string, unknown>> | null {
  const data = new FormData(form);
  const value = (name: string) => textOf(data, name);
  switch (input.name) {
    case 'email':
    case 'acceptsMarketing': {
      const acceptsMarketing = data.get('acceptsMarketing') === 'true';
      const isTold = input.name === 'email' || value('email') !== '';
      return isTold ? { change: 'contact', email: value('email'), acceptsMarketing } : null;
    }
    case 'rate':
      return { change: 'rate', code: input.value };
    case 'tip':
      return { change: 'tip', amountMinor: Number(input.value) };
    case 'storeCredit':
      return { change: 'storeCredit', uses: input.checked };
    case 'payment':
    case 'card':
      return null;
    default: {
      const names = ['firstName', 'lastName', 'address1', 'address2', 'city', 'zip', 'countryCode'];
      const address = Object.fromEntries(names.map((name) => [name, value(name)]));
      return input.closest('[data-address]') ? { change: 'address', address } : null;
    }
  }
}

/** Everything told, every extension asked, and only then the form goes. */
async function goOn(form: HTMLFormElement): Promise<void> {
  await queue;
  const verdict = await interceptors.ask();
  if (!verdict.isAllowed) {
    const words = verdict.errors.map(({ message }) => message).join(' ') || verdict.reason;
    sayNotice(words);
    return;
  }
  const intent = document.createElement('input');
  Object.assign(intent, { type: 'hidden', name: 'intent', value: 'pay' });
  form.append(intent);
  form.submit();
}

/** Codes and gift cards have small forms of their own, drawn again with their part. */
function listenToCodes(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-code-form], [data-chip-form]')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const intent = textOf(data, 'intent');
    const code = textOf(data, 'code');
    if (intent === 'apply') tell({ change: 'addCode', code });
    else if (intent === 'removeCode') tell({ change: 'removeCode', code });
    else tell({ change: 'removeGiftCard', id: Number(data.get('id')) });
  });
}

const slots = new Set<HTMLElement>();

/** Starts extensions in the places that have none yet: all at first, then those of new lines. */
async function place(): Promise<void> {
  // The box of an extension that runs names its target, too, and is no place for another.
  const places = '[data-target]:not(.twin-extension)';
  const fresh = [...document.querySelectorAll<HTMLElement>(places)].filter(
    (slot) => !slots.has(slot),
  );
  for (const slot of fresh) slots.add(slot);
  const { language, currency, timezone } = first.localization;
  const locale = { language, currency, timezone };
  mounted = [...mounted, ...(await mountExtensions(first.extensions, locale, apiFor, fresh))];
}

function apiFor(extension: PlacedExtension, info: ExtensionInfo, root: HTMLElement) {
  const line = lineAt(state.lines, root);
  return buildCheckoutApi(
    info,
    () => ({ ...state, appMetafields: askedMetafields(state.appMetafields, extension) }),
    checkoutActions(extension, { change, interceptors }),
    line ? { item: line } : {},
  );
}

const form = document.querySelector<HTMLFormElement>('#checkout');
if (form) listen(form);
listenToCodes();
foldSummaryOnPhones();
showFirstProblem();
await place();
