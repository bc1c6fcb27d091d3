import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../tests/support/ports.ts';
import type { Mail } from './mail.ts';
import { type Mailbox, type MailboxOptions, openMailbox } from './mailbox.ts';
import { mailsInMemory } from './mails-in-memory.ts';

const mails = mailsInMemory(3);
const opened: Mailbox[] = [];
afterEach(async () => {
  mails.clear();
  await Promise.all(opened.splice(0).map((mailbox) => mailbox.close()));
});

/** Opens a mailbox and answers a client of it; ids count from 1. */
async function open(of: Partial<MailboxOptions> = {}) {
  let count = 0;
  const mailbox = await openMailbox({
    port: await freePort(),
    now: () => 1_795_000_000_000,
    keep: mails.keep,
    newId: () => `mail-${(count += 1)}`,
    ...of,
  });
  opened.push(mailbox);
  const client = (auth?: { user: string; pass: string }) =>
    createTransport({
      host: '127.0.0.1',
      port: mailbox.port,
      ...(auth === undefined ? {} : { auth }),
    });
  return { mailbox, client };
}

const letter = {
  from: 'Club Lane <hello@shop.example>',
  to: 'Ida Holm <ida@example.com>',
  subject: 'Zwölf Punkte – für dich',
  text: 'Hello Ida',
};

describe('a mailbox', () => {
  it('keeps a mail as a plain record', async () => {
    const told: Mail[] = [];
    const { client } = await open({ onMail: (mail) => told.push(mail) });
    await client().sendMail({
      ...letter,
      cc: 'bo@example.com',
      bcc: 'secret@example.com',
      html: '<p>Hello <b>Ida</b></p>',
      headers: { 'List-Unsubscribe': '<https://shop.example/stop>' },
      attachments: [{ filename: 'points.csv', content: 'a;b\n1;2\n' }],
    });
    const [mail] = mails.newest();
    expect(mail).toEqual({
      id: 'mail-1',
      from: '"Club Lane" <hello@shop.example>',
      to: ['ida@example.com', 'bo@example.com', 'secret@example.com'],
      subject: 'Zwölf Punkte – für dich',
      text: 'Hello Ida',
      html: '<p>Hello <b>Ida</b></p>',
      headers: mail?.headers,
      receivedAt: 1_795_000_000_000,
      attachments: [{ name: 'points.csv', contentType: 'text/csv', size: 8 }],
    });
    expect(mail?.headers['list-unsubscribe']).toBe('<https://shop.example/stop>');
    expect(mail?.headers).not.toHaveProperty('bcc');
    expect(told).toEqual([mail]);
    expect(JSON.parse(JSON.stringify(mail))).toEqual(mail);
  });

  it('takes any login, or none', async () => {
    const { client } = await open();
    await client({ user: 'anybody', pass: 'anything' }).sendMail(letter);
    await client().sendMail(letter);
    expect(mails.newest().map(({ id }) => id)).toEqual(['mail-2', 'mail-1']);
  });

  it('makes plain text of a mail that is only HTML, but no HTML of plain text', async () => {
    const { client } = await open();
    const { text: _text, ...bare } = letter;
    await client().sendMail({ ...bare, html: '<h1>Hi</h1><p>there</p>' });
    await client().sendMail(letter);
    expect(mails.newest().map(({ html }) => html)).toEqual([null, '<h1>Hi</h1><p>there</p>']);
    expect(mails.find('mail-1')?.text).toMatch(/hi\s+there/i);
  });

  it('keeps every line of a header that comes twice', async () => {
    const { client } = await open();
    await client().sendMail({ ...letter, headers: { 'X-Note': ['one', 'two'] } });
    expect(mails.find('mail-1')?.headers['x-note']).toBe('one\ntwo');
  });

  it('keeps many mails that come at once', async () => {
    const { client } = await open();
    await Promise.all(Array.from({ length: 8 }, () => client().sendMail(letter)));
    expect(mails.newest()).toHaveLength(3);
    expect(mails.find('mail-1')).toBeUndefined();
  });
});

describe('a mailbox that cannot keep a mail', () => {
  it('refuses one that says it is too large', async () => {
    const { client } = await open({ bytesMax: 2_000 });
    const sent = client().sendMail({ ...letter, text: 'x'.repeat(3_000) });
    await expect(sent).rejects.toMatchObject({ responseCode: 552 });
    expect(mails.newest()).toEqual([]);
  });

  it('refuses one that turns out too large, and takes the next', async () => {
    const { mailbox, client } = await open({ bytesMax: 2_000 });
    expect(await speak(mailbox.port, `Subject: a\r\n\r\n${'x\r\n'.repeat(2_000)}`)).toContain(
      '552 ',
    );
    await client().sendMail(letter);
    expect(mails.newest()).toHaveLength(1);
  });

  it('asks the sender to come again', async () => {
    const keep = () => Promise.reject(new Error('disk full'));
    const { client } = await open({ keep });
    await expect(client().sendMail(letter)).rejects.toMatchObject({
      responseCode: 451,
      response: expect.stringContaining('disk full') as string,
    });
  });

  it('because its port is taken says so', async () => {
    const { mailbox } = await open();
    await expect(open({ port: mailbox.port })).rejects.toThrow('EADDRINUSE');
  });

  it('outlives a sender that hangs up in the middle', async () => {
    const { mailbox, client } = await open();
    await speak(mailbox.port, null);
    await client().sendMail(letter);
    expect(mails.newest()).toHaveLength(1);
  });
});

/** Speaks SMTP by hand, without saying how large the mail is; null hangs up within it. */
function speak(port: number, body: string | null): Promise<string> {
  const said = ['EHLO a', 'MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA'];
  if (body !== null) said.push(`${body}\r\n.`, 'QUIT');
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = createConnection(port, '127.0.0.1', () => socket.setEncoding('utf8'));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
    socket.on('data', (text: string) => {
      heard += text;
      // A reply of several lines ends with the one that has a space after its code.
      if (!/^\d{3} .*\r\n$/m.test(text)) return;
      const next = said.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else if (body === null) socket.write('Subject: a', () => socket.destroy());
    });
  });
}
