/** Everything the control page shows, as one plain object. */
import { installations, apps, customers, products } from '../model/kinds.ts';
import { orders } from '../model/order-kind.ts';
import { financialStatus, fulfillmentStatus, orderSums } from '../model/order-sums.ts';
import { listExtensions } from '../placements/placed-extensions.ts';
import { sayMoment, sayMoney } from '../pages/open-pages.ts';
import { readClock } from './clock.ts';
import type { ControlContext } from './control-routes.ts';

const SHOWN = 25;

/** For the page and for `GET /control/state`. */
export function controlState(context: ControlContext) {
  const { world, webhooks, apiFaults } = context;
  const shop = context.shop();
  const moment = (at: number) => sayMoment(at, shop.zone);
  return {
    shop: {
      id: shop.id,
      name: shop.name,
      handle: shop.handle,
      domain: shop.domain,
      plan: shop.plan,
      products: world.store.count(products, shop.id),
      customers: world.store.count(customers, shop.id),
      orders: world.store.count(orders, shop.id),
    },
    clock: { ...readClock(world), said: moment(world.clock.now()) },
    apps: [...world.store.each(apps, 0)].map((app) => {
      const installed = world.store.findOne(installations, shop.id, 'installed_app_id', app.id);
      return {
        handle: app.handle,
        title: app.title,
        origin: app.origin,
        front: app.frontOrigin,
        isInstalled: installed !== null,
        scopes: installed?.scopes.join(', ') ?? '',
      };
    }),
    plans: ['basic', 'grow', 'advanced', 'plus'],
    rights: rightsOf(context),
    extensions: listExtensions(world, shop.id),
    faults: { webhooks: webhooks.faults, api: apiFaults },
    counts: webhooks.counts(shop.id),
    deliveries: webhooks
      .deliveries(shop.id)
      .records.slice(0, SHOWN)
      .map(({ record }) => ({
        id: record.id,
        topic: record.topic,
        status: record.status,
        at: moment(record.triggeredAt),
        tries: record.attempts.length,
        answer: record.attempts.at(-1)?.answer ?? '',
        due: record.dueAt === null ? '' : moment(record.dueAt),
        webhookId: record.webhookId,
        body: record.body,
      })),
    orders: world.store
      .page(orders, shop.id, { sort: 'created_at', isReversed: true, limit: SHOWN })
      .records.map(({ record }) => ({
        id: record.id,
        name: record.name,
        at: moment(record.createdAt),
        buyer: record.email ?? 'nobody',
        total: sayMoney(orderSums(record).totalMinor, shop.currency),
        paid: financialStatus(record),
        sent: fulfillmentStatus(record) ?? 'unfulfilled',
        isCancelled: record.cancelledAt !== null,
      })),
    ...toldSince(context, moment),
    waiting: world.tasks.waiting(),
  };
}

/** What was said at the edges: calls, runs, failures, mails. */
function toldSince({ journal, mails }: ControlContext, moment: (at: number) => string) {
  const kept = journal.read();
  return {
    calls: kept.calls.slice(0, SHOWN).map((call) => ({
      at: moment(call.at),
      app: call.appHandle ?? 'unknown',
      status: call.status,
      what: operationOf(call.requestBody),
      request: call.requestBody,
      response: call.responseBody,
    })),
    proxied: kept.proxied.slice(0, SHOWN),
    functions: kept.functions.slice(0, SHOWN).map(({ at, handle, target, run }) => ({
      at: moment(at),
      handle,
      target,
      ok: run.ok,
      said: run.ok ? JSON.stringify(run.output) : `${run.error.name}: ${run.error.message}`,
      logs: String(run.logs),
    })),
    failures: kept.failures.map((one) => ({ ...one, at: moment(one.at) })),
    notImplemented: kept.notImplemented,
    unknownProperties: kept.unknownProperties,
    mails: mails.newest(SHOWN).map((mail) => ({
      id: mail.id,
      at: moment(mail.receivedAt),
      from: mail.from,
      to: mail.to.join(', '),
      subject: mail.subject,
      text: mail.text,
    })),
  };
}

/** What a GraphQL request is about: its name, or its first field. */
function operationOf(body: string): string {
  const named = /\b(query|mutation)\s+(\w+)/.exec(body);
  if (named) return `${named[1]} ${named[2]}`;
  return (
    /\{\\?n?\s*(\w+)/.exec(body.replaceAll('\\n', ' ').slice(body.indexOf('query') + 7))?.[1] ??
    'query'
  );
}

const RIGHTS = {
  customerData: 'Customers and their orders at all',
  name: 'Names',
  address: 'Addresses',
  email: 'E-mail addresses',
  phone: 'Phone numbers',
} as const;

function rightsOf({ approvals }: ControlContext) {
  return Object.entries(RIGHTS).map(([name, label]) => ({
    name,
    label,
    isOn: approvals[name as keyof typeof RIGHTS],
  }));
}
