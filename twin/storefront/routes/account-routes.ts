/**
 * Logging in as on new customer accounts: an e-mail address, a code of six digits by mail, done.
 * Who is new becomes a customer at that moment. Source: help.shopify.com/manual/customers
 * /customer-accounts/new-customer-accounts (2026-11-23).
 */
import type { Hono } from 'hono';
import { defineKind } from '../../store/kind.ts';
import type { FormState } from '../../liquid/host.ts';
import { keepCart } from '../cart/cart-verbs.ts';
import type { StorefrontEnv } from '../context.ts';
import { answerPage, type Desk, redirectTo, type Visitor, visitorOf } from './desk.ts';
import { readBody, textOf, isRecord } from './read-body.ts';
import { cookie, readCookie, readSigned, sessionCookie, sign } from './session.ts';

const ATTEMPT_COOKIE = 'login_attempt';
const CODE_MINUTES = 10;
const TRIES_MAX = 5;

type LoginAttempt = {
  readonly id: number;
  readonly email: string;
  readonly code: string;
  readonly triesLeft: number;
  readonly returnTo: string;
  readonly expiresAt: number;
};

const loginAttempts = defineKind<LoginAttempt>('LoginAttempt');

export function addAccountRoutes(app: Hono<StorefrontEnv>, desk: Desk): void {
  const paths = ['/account/login', '/account/register', '/customer_authentication/login'];
  app.on('GET', [...paths, '/customer_authentication/redirect'], (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const back = returnPath(visitor.url);
    if (visitor.customer) return redirectTo(back);
    return askForEmail(desk, visitor, { email: '', error: null, returnTo: back });
  });
  app.post('/account/login', async (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const body = await readBody(c.req.raw);
    const given = isRecord(body.customer) ? textOf(body.customer, 'email') : textOf(body, 'email');
    return sendCode(desk, visitor, given ?? '', textOf(body, 'return_to') ?? '/account');
  });
  app.get('/account/login/code', (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    const attempt = findAttempt(desk, visitor);
    return attempt ? askForCode(desk, visitor, attempt, null) : redirectTo('/account/login');
  });
  app.post('/account/login/code', async (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    return checkCode(desk, visitor, textOf(await readBody(c.req.raw), 'code') ?? '');
  });
  app.on(['GET', 'POST'], '/account/logout', (c) => {
    const { shop } = visitorOf(desk, c.get('shop'), c.req.raw);
    const { secret, world } = desk.context;
    const back = c.req.query('return_url') ?? c.req.query('return_to') ?? '/';
    return redirectTo(back, sessionCookie(null, world.clock.now(), { secret, shopId: shop.id }));
  });
  app.get('/account', (c) => {
    const visitor = visitorOf(desk, c.get('shop'), c.req.raw);
    if (!visitor.customer) return redirectTo('/account/login?return_to=/account');
    return answerPage(desk, visitor, { template: 'customers/account', title: 'Account' });
  });
}

type EmailPage = { email: string; error: string | null; returnTo: string };

function askForEmail(
  desk: Desk,
  visitor: Visitor,
  { email, error, returnTo }: EmailPage,
): Response {
  const state = stateOf('email', error, { email, return_to: returnTo });
  return answerPage(desk, visitor, {
    template: 'customers/login',
    title: 'Log in',
    forms: { customer_login: state },
    globals: () => ({ login_step: 'email', login_email: email, login_return_to: returnTo }),
    status: error === null ? 200 : 422,
  });
}

function askForCode(
  desk: Desk,
  visitor: Visitor,
  attempt: LoginAttempt,
  error: string | null,
): Response {
  return answerPage(desk, visitor, {
    template: 'customers/login',
    title: 'Enter your code',
    forms: { customer_login: stateOf('code', error, {}) },
    globals: () => ({ login_step: 'code', login_email: attempt.email, login_return_to: '' }),
    status: error === null ? 200 : 422,
  });
}

function sendCode(desk: Desk, visitor: Visitor, given: string, returnTo: string): Response {
  const { world, shop } = visitor;
  const email = given.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    const error = 'Enter a valid e-mail address.';
    return askForEmail(desk, visitor, { email: given, error, returnTo });
  }
  const attempt = world.transact(() =>
    world.store.put(loginAttempts, shop.id, {
      id: world.store.nextId(),
      email,
      code: String(100_000 + world.chance.integer(900_000)),
      triesLeft: TRIES_MAX,
      returnTo,
      expiresAt: world.clock.now() + CODE_MINUTES * 60_000,
    }),
  );
  desk.context.sendMail(shop, {
    from: shop.email,
    to: email,
    subject: `${attempt.code} is your verification code`,
    text:
      `Your verification code for ${shop.name} is ${attempt.code}.\n` +
      `It is valid for ${CODE_MINUTES} minutes. If you did not ask for it, ignore this mail.`,
  });
  const signed = sign(String(attempt.id), signing(desk, visitor));
  return redirectTo('/account/login/code', cookie(ATTEMPT_COOKIE, signed, CODE_MINUTES * 60));
}

function checkCode(desk: Desk, visitor: Visitor, given: string): Response {
  const { world, shop } = visitor;
  const attempt = findAttempt(desk, visitor);
  if (!attempt) return redirectTo('/account/login');
  if (given.replace(/\s/g, '') !== attempt.code) {
    const left = { ...attempt, triesLeft: attempt.triesLeft - 1 };
    if (left.triesLeft < 1) world.store.remove(loginAttempts, shop.id, attempt.id);
    else world.store.put(loginAttempts, shop.id, left);
    return askForCode(
      desk,
      visitor,
      attempt,
      'That code is not right. Look again, or ask for a new one.',
    );
  }
  world.store.remove(loginAttempts, shop.id, attempt.id);
  const customer = desk.context.registerCustomer(shop, attempt.email);
  const { cart } = visitor;
  if (cart.id !== 0) keepCart(visitor, cart, { customerId: customer.id });
  return redirectTo(
    attempt.returnTo,
    sessionCookie(customer.id, world.clock.now(), signing(desk, visitor)),
    cookie(ATTEMPT_COOKIE, '', 0),
  );
}

function findAttempt(desk: Desk, visitor: Visitor): LoginAttempt | null {
  const { world, shop, request } = visitor;
  const given = readCookie(request.headers.get('cookie'), ATTEMPT_COOKIE);
  const id = given === null ? null : readSigned(given, signing(desk, visitor));
  const attempt = id === null ? null : world.store.get(loginAttempts, shop.id, Number(id));
  return attempt && attempt.expiresAt > world.clock.now() ? attempt : null;
}

const signing = (desk: Desk, { shop }: Visitor) => ({
  secret: desk.context.secret,
  shopId: shop.id,
});

function stateOf(field: string, error: string | null, values: Record<string, string>): FormState {
  const errors = error === null ? [] : [{ field, message: error }];
  return { errors, posted: error !== null, values };
}

function returnPath({ searchParams }: URL): string {
  return searchParams.get('return_to') ?? searchParams.get('return_url') ?? '/account';
}
