/**
 * The post office of the twin: an SMTP server on the loopback that takes every mail for everybody
 * and hands it to whoever keeps mails. It delivers nothing: no mail of a test reaches a person.
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Envelope, type Mail, readMail } from './mail.ts';

/** What Shopify's and most providers' servers take at most is larger; nothing here needs more. */
const MAIL_BYTES_MAX = 10 * 1024 * 1024;
const CLIENTS_MAX = 50;
const RECIPIENTS_MAX = 100;

export type MailboxOptions = {
  /** 0: any free port. */
  readonly port: number;
  /** The loopback unless told otherwise. */
  readonly host?: string;
  /** The world's clock, ms since the epoch. */
  readonly now: () => number;
  /** Stores the mail. When it throws, the sender is asked to try again later (451). */
  readonly keep: (mail: Mail) => void | Promise<void>;
  /** Told after a mail is kept. */
  readonly onMail?: (mail: Mail) => void;
  /** A mail's id; random unless told, so that a world with a seed can make its own. */
  readonly newId?: () => string;
  readonly bytesMax?: number;
};

export type Mailbox = {
  readonly port: number;
  /** Ends open connections, too. */
  close(): Promise<void>;
};

/** Opens the mailbox: no TLS, any login or none. Rejects when the port is taken. */
export async function openMailbox(options: MailboxOptions): Promise<Mailbox> {
  const bytesMax = options.bytesMax ?? MAIL_BYTES_MAX;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: bytesMax,
    maxClients: CLIENTS_MAX,
    maxRecipients: RECIPIENTS_MAX,
    closeTimeout: 200,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
    onData: (stream, session, done) => {
      receive(stream, session, bytesMax, options).then(
        (id) => done(null, `Kept as ${id}`),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  await listening(server, options);
  // A connection that breaks is the sender's matter; without a listener it would end the process.
  server.on('error', () => undefined);
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listening(server: SMTPServer, { port, host }: MailboxOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host ?? '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  bytesMax: number,
  { keep, newId, now, onMail }: MailboxOptions,
): Promise<string> {
  const raw = await readAll(stream, bytesMax);
  if (raw === null) throw refusal(552, `A mail has at most ${bytesMax} bytes here.`);
  const mail = await readMail(raw, {
    id: newId?.() ?? randomUUID(),
    receivedAt: now(),
    envelope: envelopeOf(session),
  }).catch((error: unknown) => {
    throw refusal(554, `This is no mail: ${String(error)}`);
  });
  try {
    await keep(mail);
  } catch (error) {
    throw refusal(451, `The mail could not be kept: ${String(error)}`);
  }
  onMail?.(mail);
  return mail.id;
}

/**
 * Reads to the end in any case, as SMTP wants; null when it was too much, and then holds nothing.
 */
async function readAll(stream: SMTPServerDataStream, bytesMax: number): Promise<Buffer | null> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) chunks = [];
    else chunks.push(chunk);
  }
  return bytes > bytesMax ? null : Buffer.concat(chunks);
}

function envelopeOf({ envelope }: SMTPServerSession): Envelope {
  const { mailFrom, rcptTo } = envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
