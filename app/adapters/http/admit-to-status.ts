/**
 * Who may see the status page. It shows a shop's customers by id and lets parked deliveries be
 * retried, so it is for whoever runs the machine: either they sit at it, or they know the password.
 */
import type { StatusAccess } from '../../contracts/load-context.ts';

type StatusGate = {
  /** The address the web process listens on. */
  readonly host: string;
  readonly password: string | null;
  /** Constant-time comparison; an early exit would tell how much of a guess was right. */
  readonly same: (a: string, b: string) => boolean;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * With a password set, it is wanted from everybody. Without one, only a direct visitor of this
 * machine is let in: a proxy on the same machine forwards strangers, and a page elsewhere may point
 * its own name at 127.0.0.1, so forwarded requests and foreign names are turned away.
 */
export function admitToStatus(request: Request, gate: StatusGate): StatusAccess {
  if (gate.password !== null) {
    const given = basicPassword(request.headers.get('authorization'));
    const known = given !== null && gate.same(given, gate.password);
    return known ? { ok: true } : { ok: false, reason: 'password_wanted' };
  }
  const direct = isLoopback(gate.host) && isLoopback(nameAsked(request)) && !isForwarded(request);
  return direct ? { ok: true } : { ok: false, reason: 'not_served' };
}

function isLoopback(name: string): boolean {
  return LOOPBACK.test(name.replace(/^\[|\]$/g, ''));
}

function nameAsked(request: Request): string {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return host.replace(/:\d+$/, '').toLowerCase();
}

function isForwarded(request: Request): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some((name) =>
    request.headers.has(name),
  );
}

/** The password of an HTTP Basic header; the user name is free. Null where there is none. */
function basicPassword(header: string | null): string | null {
  const match = /^basic +([a-z0-9+/=]+)$/i.exec(header ?? '');
  if (!match?.[1]) return null;
  const bytes = Uint8Array.from(atobOrEmpty(match[1]), (letter) => letter.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  const colon = text.indexOf(':');
  return colon === -1 ? null : text.slice(colon + 1);
}

function atobOrEmpty(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
