/** Asking staff: how much cash was handed over, and what is taken off the sale. */
import type { SaleView } from '../till-state.ts';

const NOTES = [5, 10, 20, 50, 100];

export type Dialogs = {
  readonly sale: () => SaleView;
  readonly pay: (payment: Readonly<Record<string, unknown>>) => Promise<string | undefined>;
  readonly change: (body: Readonly<Record<string, unknown>>) => Promise<void>;
};

const one = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
};
const boxOf = (name: string) => one<HTMLDialogElement>(`[data-dialog="${name}"]`);

/** Listens to both dialogs; the answers open them. */
export function openDialogs(desk: Dialogs): { askCash: () => void; askDiscount: () => void } {
  listenToCash(desk);
  listenToDiscount(desk);
  return {
    askCash: () => askCash(desk.sale()),
    askDiscount: () => boxOf('discount').showModal(),
  };
}

/** Units of a currency in its decimals: 24.5 of 2 is 2450. */
const minorOf = (text: string, decimals: number) => Math.round(Number(text) * 10 ** decimals);

function askCash({ total, totalMinor, decimals }: SaleView): void {
  one('[data-cash-total]').textContent = total;
  one('[data-cash-error]').hidden = true;
  const exact = totalMinor / 10 ** decimals;
  const likely = [exact, ...NOTES.map((note) => Math.ceil(exact / note) * note)];
  const field = one<HTMLInputElement>('#received');
  field.value = exact.toFixed(decimals);
  one('[data-cash-notes]').replaceChildren(
    ...[...new Set(likely)].slice(0, 4).map((amount) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button plain';
      button.textContent = amount.toFixed(decimals);
      button.addEventListener('click', () => (field.value = amount.toFixed(decimals)));
      return button;
    }),
  );
  boxOf('cash').showModal();
}

function listenToCash({ sale, pay }: Dialogs): void {
  one<HTMLFormElement>('[data-cash]').addEventListener('submit', (event) => {
    event.preventDefault();
    const given = one<HTMLInputElement>('#received').value.trim();
    const error = one('[data-cash-error]');
    const receivedMinor = minorOf(given, sale().decimals);
    if (!Number.isSafeInteger(receivedMinor)) {
      error.textContent = 'Enter an amount, for example 20.00.';
      error.hidden = false;
      return;
    }
    void pay({ method: 'cash', receivedMinor }).then((words) => {
      error.textContent = words ?? '';
      error.hidden = words === undefined;
    });
  });
}

function listenToDiscount({ change }: Dialogs): void {
  one<HTMLFormElement>('[data-discount]').addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const discount = Object.fromEntries(new FormData(form));
    boxOf('discount').close();
    void change({ change: 'cartDiscount', discount }).then(
      () => form.reset(),
      () => undefined,
    );
  });
}
