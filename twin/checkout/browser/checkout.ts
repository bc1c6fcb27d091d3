/**
 * The checkout with scripts: what a buyer changes is told at once, and what follows from it is drawn
 * again beside the extensions, which are told too.
 */
import { createInterceptors } from '../../extensions/surfaces/interceptors.ts';
import { buildCheckoutApi } from '../../extensions/surfaces/checkout.ts';
import type { CheckoutState } from '../../extensions/surfaces/types.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import {
  askedMetafields,
  type Mounted,
  mountExtensions,
  readState,
} from '../../placements/browser/mount-extensions.ts';
import { checkoutActions } from './checkout-actions.ts';

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
  for (const [name, markup] of Object.entries(html)) {
    const part = document.querySelector(`[data-part="${name}"]`);
    if (part === null || part.innerHTML === markup) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement?.id : undefined;
    part.innerHTML = markup;
    if (focused) document.getElementById(focused)?.focus();
  }
  const total = document.querySelector<HTMLInputElement>('[data-expected-total]');
  const minor = document.querySelector<HTMLElement>('[data-total-minor]')?.dataset.totalMinor;
  if (total && minor) total.value = minor;
  for (const [field, words] of Object.entries(messages)) say(field, words);
  for (const one of mounted) one.refresh();
}

function say(field: string, words: string): void {
  const input = document.getElementById(field);
  if (input === null || field === 'code') return;
  input.setAttribute('aria-invalid', 'true');
  let error = document.getElementById(`${field}-error`);
  if (error === null) {
    error = document.createElement('span');
    error.id = `${field}-error`;
    error.className = 'error';
    input.after(error);
    input.setAttribute('aria-describedby', error.id);
  }
  error.textContent = words;
}

function listen(form: HTMLFormElement): void {
  form.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    input.removeAttribute('aria-invalid');
    document.getElementById(`${input.id}-error`)?.remove();
    const asked = changeFor(form, input);
    if (asked) void change(asked);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void goOn(form);
  });
}

function changeFor(
  form: HTMLFormElement,
  input: HTMLInputElement,
): Readonly<Record<string, unknown>> | null {
  const data = new FormData(form);
  const value = (name: string) => String(data.get(name) ?? '');
  switch (input.name) {
    case 'email':
    case 'acceptsMarketing': {
      const acceptsMarketing = data.get('acceptsMarketing') === 'true';
      return value('email') ? { change: 'contact', email: value('email'), acceptsMarketing } : null;
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
    const notices = document.querySelector('[data-part="notices"]');
    if (notices) notices.replaceChildren(noteOf(words));
    notices?.scrollIntoView({ block: 'center' });
    return;
  }
  const intent = document.createElement('input');
  Object.assign(intent, { type: 'hidden', name: 'intent', value: 'pay' });
  form.append(intent);
  form.submit();
}

function noteOf(words: string): HTMLElement {
  const note = document.createElement('p');
  note.className = 'note bad';
  note.setAttribute('role', 'alert');
  note.textContent = words;
  return note;
}

/** Codes and gift cards have small forms of their own, drawn again with their part. */
function listenToCodes(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-code-form], [data-chip-form]')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const intent = String(data.get('intent'));
    const code = String(data.get('code') ?? '');
    if (intent === 'apply') void change({ change: 'addCode', code });
    else if (intent === 'removeCode') void change({ change: 'removeCode', code });
    else void change({ change: 'removeGiftCard', id: Number(data.get('id')) });
  });
}

function foldSummaryOnPhones(): void {
  const fold = document.querySelector<HTMLDetailsElement>('.summary-fold');
  if (fold && matchMedia('(max-width: 900px)').matches) fold.open = false;
}

const form = document.querySelector<HTMLFormElement>('#checkout');
if (form) listen(form);
listenToCodes();
foldSummaryOnPhones();
const { language, currency, timezone } = first.localization;
mounted = await mountExtensions(
  first.extensions,
  { language, currency, timezone },
  (extension, info) =>
    buildCheckoutApi(
      info,
      () => ({ ...state, appMetafields: askedMetafields(state.appMetafields, extension) }),
      checkoutActions(extension, { change, interceptors }),
      info.target.includes('cart-line-item') ? { item: state.lines[0] } : {},
    ),
);
