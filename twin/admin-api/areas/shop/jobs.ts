/**
 * `Job`: work that Shopify does after it has answered. The work itself is a task of the world; the
 * job tells whether it is done.
 */
import { defineKind, text } from '../../../store/kind.ts';
import type { World } from '../../../world/world.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';

export type Job = {
  readonly id: number;
  /** What its gid ends in. */
  readonly token: string;
  readonly isDone: boolean;
};

const jobs = defineKind<Job>('Job', { token: text((job) => job.token) });

/** A job that is not done yet, kept in the shop. */
export function startJob(world: World, shopId: number): Job {
  const token = world.chance.uuid();
  return world.store.put(jobs, shopId, { id: world.store.nextId(), token, isDone: false });
}

/** Says that a job's work is done; the job may be gone by then. */
export function finishJob(world: World, shopId: number, jobId: number): void {
  const job = world.store.get(jobs, shopId, jobId);
  if (job !== null) world.store.put(jobs, shopId, { ...job, isDone: true });
}

export const findJob: NodeLookup = (_id, context, gid) => jobByGid(gid, context);

export const jobQueries: Resolvers = {
  job: (_parent, { id }: { id: string }, context) => jobByGid(id, context),
};

export const jobFields: Resolvers = {
  id: (job: Job) => `gid://shopify/Job/${job.token}`,
  done: (job: Job) => job.isDone,
  // Shopify's schema: "This field will only resolve once the job is done."
  query: (job: Job) => (job.isDone ? {} : null),
};

function jobByGid(gid: string, { world, shop }: AdminContext): Job | null {
  const token = /^gid:\/\/shopify\/Job\/([\w-]+)/.exec(gid)?.[1] ?? '';
  return world.store.findOne(jobs, shop.id, 'token', token);
}
