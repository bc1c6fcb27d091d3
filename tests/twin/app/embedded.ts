/** The pages in the admin and what their buttons ask. */
import { ask, shopify } from './shopify.ts';
import { documentOf, homePage, logPage, settingsPage } from './pages.ts';
import { bookOf } from './stamps.ts';
import { told } from './webhooks.ts';

type Admin = Awaited<ReturnType<typeof shopify.authenticate.admin>>['admin'];

export async function answerEmbedded(request: Request, path: string): Promise<Response> {
  const { admin, session } = await shopify.authenticate.admin(request);
  if (request.method === 'POST') return act(request, path, { admin, shop: session.shop });
  const main = await mainOf(path, admin, session.shop);
  if (main === null) return new Response('Not here.', { status: 404 });
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' });
  // A page that only asks for the middle of another one.
  if (request.headers.has('x-part')) return new Response(main, { headers });
  shopify.addDocumentResponseHeaders(request, headers);
  return new Response(documentOf('Loyal Stamp', main), { headers });
}

async function mainOf(path: string, admin: Admin, shop: string): Promise<string | null> {
  const { goal } = bookOf(shop);
  if (path === '/app/settings') return settingsPage(goal);
  if (path === '/app/log') return logPage(told.filter((each) => each.shop === shop));
  if (path !== '/app') return null;
  const data = await ask<{ shop: { name: string }; productsCount: { count: number } }>(
    admin,
    'query Home { shop { name } productsCount { count } }',
  );
  return homePage(data.shop.name, data.productsCount.count, goal);
}

async function act(
  request: Request,
  path: string,
  { admin, shop }: { admin: Admin; shop: string },
): Promise<Response> {
  if (path === '/app/settings') {
    const goal = Number((await request.formData()).get('goal'));
    if (!Number.isInteger(goal) || goal < 1) return say('A whole number, please.', 422);
    bookOf(shop).goal = goal;
    return say(`${goal} stamps are a gift now.`);
  }
  if (path === '/app/regulars') return thankRegulars(admin);
  if (path === '/app/code') return makeCode(admin);
  return new Response('Not here.', { status: 404 });
}

const say = (message: string, status = 200) => Response.json({ message }, { status });

type Created = { userErrors: { message: string }[] };

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/discountAutomaticAppCreate */
async function thankRegulars(admin: Admin): Promise<Response> {
  const answer = await ask<{ discountAutomaticAppCreate: Created }>(
    admin,
    `mutation Regulars($discount: DiscountAutomaticAppInput!) {
      discountAutomaticAppCreate(automaticAppDiscount: $discount) {
        automaticAppDiscount { discountId title status }
        userErrors { field message code }
      }
    }`,
    {
      discount: {
        title: 'Regulars',
        functionHandle: 'regulars',
        discountClasses: ['ORDER'],
        startsAt: new Date().toISOString(),
        combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      },
    },
  );
  const [refusal] = answer.discountAutomaticAppCreate.userErrors;
  return refusal ? say(refusal.message, 422) : say('Regulars pay 5 % less from now on.');
}

async function makeCode(admin: Admin): Promise<Response> {
  const answer = await ask<{ discountCodeBasicCreate: Created }>(
    admin,
    `mutation Code($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode { id }
        userErrors { field message code }
      }
    }`,
    {
      discount: {
        title: 'Hello from the stamps',
        code: 'STAMP-HELLO',
        startsAt: new Date().toISOString(),
        context: { all: 'ALL' },
        customerGets: { items: { all: true }, value: { percentage: 0.1 } },
        combinesWith: { orderDiscounts: true, shippingDiscounts: true },
      },
    },
  );
  const [refusal] = answer.discountCodeBasicCreate.userErrors;
  return refusal ? say(refusal.message, 422) : say('STAMP-HELLO takes 10 % off.');
}
