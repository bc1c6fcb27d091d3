/** A mail that arrived, as a plain record, and how it is read from what came over the wire. */
import { simpleParser } from 'mailparser';

export type MailAttachment = {
  readonly name: string;
  readonly contentType: string;
  /** Bytes, decoded. */
  readonly size: number;
};

export type Mail = {
  readonly id: string;
  /** As the header has it: `Club Lane <hello@example.com>`. */
  readonly from: string;
  /** Whom it was sent to over SMTP, so blind copies are among them. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain text; made from the HTML where the mail has only that, else empty. */
  readonly text: string;
  /** Pictures inside the mail are data URLs here; null without an HTML part. */
  readonly html: string | null;
  /** By lower-case name; a header that came more than once has one line for each. */
  readonly headers: Readonly<Record<string, string>>;
  /** The world's clock, ms since the epoch. */
  readonly receivedAt: number;
  /** Names and sizes: the files themselves are not kept. */
  readonly attachments: readonly MailAttachment[];
};

export type Envelope = { readonly from: string; readonly to: readonly string[] };

/** Reads a raw mail. Rejects only when it cannot be read as a mail at all. */
export async function readMail(
  raw: Buffer,
  of: { readonly id: string; readonly receivedAt: number; readonly envelope: Envelope },
): Promise<Mail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true });
  return {
    id: of.id,
    from: parsed.from?.text ?? of.envelope.from,
    to: of.envelope.to,
    subject: parsed.subject ?? '',
    text: withoutEnd(parsed.text ?? ''),
    html: typeof parsed.html === 'string' ? withoutEnd(parsed.html) : null,
    headers: headersOf(parsed.headerLines),
    receivedAt: of.receivedAt,
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? 'unnamed',
      contentType,
      size,
    })),
  };
}

/** The line break before SMTP's closing dot is not the writer's. */
function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function headersOf(
  lines: readonly { readonly key: string; readonly line: string }[],
): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const { key, line } of lines) {
    const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n[ \t]+/g, ' ');
    const earlier = headers.get(key);
    headers.set(key, earlier === undefined ? value.trim() : `${earlier}\n${value.trim()}`);
  }
  return Object.fromEntries(headers);
}
