/** Where files for bulk mutations are put, and where results are fetched. */
import { Hono } from 'hono';
import type { World } from '../../../world/world.ts';
import { bulkResults, stagedUploads } from './bulk-records.ts';
import { UPLOAD_PATH } from './staged-uploads.ts';

/** Results of bulk operations lie under this path. */
export const RESULT_PATH = '/bulk-operation-outputs';

/** To be mounted at the root of the admin's server. */
export function bulkRoutes(world: World): Hono {
  const routes = new Hono();

  routes.get(`${RESULT_PATH}/:token`, (context) => {
    const found = world.store.findOne(bulkResults, 0, 'token', context.req.param('token'));
    if (found === null) return context.text('No such object.', 404);
    return context.body(found.jsonl, 200, { 'content-type': 'application/jsonl' });
  });

  routes.post(`${UPLOAD_PATH}/`, async (context) => {
    const form = await context.req.formData().catch(() => new FormData());
    const [key, file] = [form.get('key'), form.get('file')];
    const content = file instanceof File ? await file.text() : file;
    const isKept = typeof key === 'string' && content !== null && keep(world, key, content);
    return context.body(null, isKept ? 201 : 403);
  });

  routes.put(`${UPLOAD_PATH}/*`, async (context) => {
    const key = keyOfPath(context.req.path);
    const isKept = key !== null && keep(world, key, await context.req.text());
    return context.body(null, isKept ? 200 : 403);
  });

  return routes;
}

/** Null where the path cannot be decoded. */
function keyOfPath(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(UPLOAD_PATH.length + 1));
  } catch {
    return null;
  }
}

/** Whether somebody was given this key; it takes one file. */
function keep(world: World, key: string, content: string): boolean {
  const target = world.store.findOne(stagedUploads, 0, 'key', key);
  if (target === null) return false;
  world.store.put(stagedUploads, 0, { ...target, content });
  return true;
}
