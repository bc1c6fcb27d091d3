/**
 * Functions and jobs as Shopify answered. Every case names its recording: a file of the public
 * repository airhorns/shopify-draft-proxy, under fixtures/conformance (2026-08).
 */
import { expect, it } from 'vitest';
import { openTestShop } from '../../test-shop.ts';
import { finishJob, startJob } from './jobs.ts';

it('a job has a query once it is done (metafield-definition-validation-job.json)', async () => {
  const { get, world, shop } = await openTestShop();
  const job = startJob(world, shop.id);
  const read = 'query ($id: ID!) { job(id: $id) { done query { shop { name } } } }';
  const id = `gid://shopify/Job/${job.token}`;
  expect(get(read, { id }).job).toEqual({ done: false, query: null });
  finishJob(world, shop.id, job.id);
  expect(get(read, { id }).job).toEqual({ done: true, query: { shop: { name: shop.name } } });
});

it('a function goes by a plain id (discount-app-count-only-read-after-create.json)', async () => {
  const { ask, app } = await openTestShop();
  const { definition } = app;
  const extension = {
    ...{ type: 'function', handle: 'vip', name: 'VIP', folder: '', apiVersion: '2026-07' },
    ...{ bundle: null, files: [], table: {} },
    targeting: [{ target: 'cart.lines.discounts.generate.run' }],
  };
  const withFunction = {
    ...app,
    definition: { ...(definition as object), extensions: [extension] },
  } as typeof app;
  const { data } = ask(
    '{ shopifyFunctions(first: 1) { nodes { id } } }',
    {},
    {
      context: { app: withFunction },
    },
  );
  const { nodes } = data?.shopifyFunctions as { nodes: { id: string }[] };
  expect(nodes).toHaveLength(1);
  expect(nodes[0]?.id).not.toMatch(/^gid:/);
});
