import { describe, expect, it } from 'vitest';
import { admitToStatus } from './admit-to-status.ts';

const same = (a: string, b: string) => a === b;
const atHome = { host: '127.0.0.1', password: null, same };
const abroad = { host: '0.0.0.0', password: null, same };
const locked = { host: '0.0.0.0', password: 'grün und gelb: ja', same };

function visit(headers: Record<string, string> = {}): Request {
  return new Request('http://127.0.0.1:3000/status', {
    headers: { host: '127.0.0.1:3000', ...headers },
  });
}

function basic(userAndPassword: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(userAndPassword).toString('base64')}` };
}

describe('who may see the status page', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST', '[::1]:3000'])(
    'lets in whoever sits at the machine, as %s',
    (host) => {
      expect(admitToStatus(visit({ host }), atHome)).toEqual({ ok: true });
    },
  );

  it('is not there for anybody when the process listens to the world without a password', () => {
    expect(admitToStatus(visit(), abroad)).toEqual({ ok: false, reason: 'not_served' });
  });

  it.each([
    ['a name of a stranger that points here', { host: 'evil.example' }],
    ['a stranger forwarded by a proxy here', { 'x-forwarded-for': '203.0.113.9' }],
    ['a stranger forwarded by a proxy of today', { forwarded: 'for=203.0.113.9' }],
  ])('turns away %s', (_whom, headers) => {
    expect(admitToStatus(visit(headers), atHome)).toEqual({ ok: false, reason: 'not_served' });
  });

  it('lets in whoever knows the password, by any user name', () => {
    const headers = basic(`anybody:${locked.password}`);
    expect(admitToStatus(visit(headers), locked)).toEqual({ ok: true });
  });

  it.each([
    ['none', {}],
    ['a wrong one', basic('x:guess')],
    ['one without its user name', basic('grün und gelb')],
    ['an empty one', basic(':')],
    ['no base64', { authorization: 'Basic %%%' }],
    ['half a base64', { authorization: 'Basic a' }],
    ['another kind', { authorization: 'Bearer abc' }],
  ])('asks for the password when given %s', (_what, headers) => {
    const verdict = admitToStatus(visit(headers), locked);
    expect(verdict).toEqual({ ok: false, reason: 'password_wanted' });
  });

  it('wants the password at the machine too, where one is set', () => {
    const verdict = admitToStatus(visit(), { ...locked, host: '127.0.0.1' });
    expect(verdict).toEqual({ ok: false, reason: 'password_wanted' });
  });
});
