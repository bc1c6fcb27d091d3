/** Mails of the mailbox, kept with the records; the oldest go when there are too many. */
import { defineKind, instant, text } from '../store/kind.ts';
import type { Mail } from '../mail/mail.ts';
import type { World } from '../world/world.ts';

type KeptMail = Omit<Mail, 'id'> & { readonly id: number };

const mails = defineKind<KeptMail>('Mail', {
  to: text((mail) => mail.to),
  received_at: instant((mail) => mail.receivedAt),
});

const KEPT = 500;

export type Mails = ReturnType<typeof openMails>;

/** The mails of a world. */
export function openMails(world: World) {
  const { store } = world;

  /** A mail of the shop's own: plain text, received at once. */
  const send = (mail: { from: string; to: string; subject: string; text: string }) =>
    keep({
      ...mail,
      to: [mail.to],
      html: null,
      headers: {},
      receivedAt: world.clock.now(),
      attachments: [],
    });

  function keep(mail: Omit<Mail, 'id'>): void {
    world.transact(() => {
      const { id: _given, ...rest } = mail as Mail;
      store.put(mails, 0, { ...rest, id: store.nextId() });
      while (store.count(mails, 0) > KEPT) {
        const [oldest] = store.page(mails, 0, { limit: 1 }).records;
        if (oldest) store.remove(mails, 0, oldest.record.id);
      }
    });
  }

  return {
    keep,
    send,
    newest: (limit = 50) =>
      store
        .page(mails, 0, { sort: 'received_at', isReversed: true, limit })
        .records.map(({ record }) => record),
    clear(): void {
      world.transact(() => {
        for (const { id } of [...store.each(mails, 0)]) store.remove(mails, 0, id);
      });
    },
  };
}
