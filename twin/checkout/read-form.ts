/** What the checkout's forms say, as changes. Lengths are bounded here; meaning is judged later. */
import type { Payment } from '../trade/settle-order.ts';
import type { Change } from './change-schema.ts';

export type Form = Readonly<Record<string, string>>;

/** What a small form beside the main one asks for. */
export function changeOf(form: Form): Change {
  if (form.intent === 'removeGiftCard') return { change: 'removeGiftCard', id: Number(form.id) };
  return { change: form.intent === 'removeCode' ? 'removeCode' : 'addCode', code: form.code ?? '' };
}

/** Everything the main form says, as changes. */
export function changesOf(form: Form): Change[] {
  const value = (name: string) => (form[name] ?? '').trim().slice(0, 255);
  const changes: Change[] = [];
  if (form.email !== undefined) {
    const acceptsMarketing = form.acceptsMarketing === 'true';
    changes.push({ change: 'contact', email: value('email'), acceptsMarketing });
  }
  if (form.countryCode !== undefined) {
    const names = ['firstName', 'lastName', 'address1', 'address2', 'city', 'zip'] as const;
    const entries = names.map((name) => [name, value(name)]);
    const address = Object.fromEntries(entries) as Record<(typeof names)[number], string>;
    const countryCode = value('countryCode').slice(0, 2).toUpperCase();
    changes.push({ change: 'address', address: { ...address, countryCode } });
  }
  if (form.rate !== undefined) changes.push({ change: 'rate', code: value('rate') });
  if (/^\d{1,9}$/.test(form.tip ?? '')) {
    changes.push({ change: 'tip', amountMinor: Number(form.tip) });
  }
  changes.push({ change: 'storeCredit', uses: form.storeCredit === 'true' });
  return changes;
}

/** How the buyer wants to pay. */
export function paymentOf(form: Form): Payment {
  if (form.payment === 'bank_deposit') return { method: 'bank_deposit' };
  return { method: 'card', number: form.card ?? '1' };
}
