/**
 * What a page asks for to run an extension: the bundle as it was built, and the session token the
 * extension asks its host for. Mounted on every origin that shows extensions.
 */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { z } from 'zod';
import type { World } from '../world/world.ts';
import { findExtension } from './placed-extensions.ts';

export type TokenRequest = {
  readonly shopId: number;
  readonly appId: number;
  readonly installationId: number;
  readonly scopes: readonly string[];
};

export type ReportedFailure = {
  readonly at: number;
  readonly extension: string;
  readonly target: string;
  readonly phase: string;
  readonly message: string;
};

const failure = z.object({
  target: z.string().max(200),
  phase: z.string().max(20),
  message: z.string().max(2000),
});

export type PlacementContext = {
  readonly world: World;
  /** The shop whose page asks; null where the host is no shop's. */
  readonly shopIdOf: (request: Request) => number | null;
  /** Told of what an extension reported of itself. */
  readonly onFailure?: (failure: ReportedFailure) => void;
  /** Mints the token of the surface this origin shows, for whoever is logged in there. */
  readonly mintToken: (request: Request, asked: TokenRequest) => Promise<string>;
};

/** `GET /extensions/:app/:handle/bundle.js`, `POST /extensions/:app/:handle/session-token`. */
export function placementRoutes(context: PlacementContext): Hono {
  const routes = new Hono();

  routes.get('/extensions/:app/:handle/bundle.js', (c) => {
    const found = find(c.req.raw, c.req.param());
    if (found === null || found.extension.bundle === null) {
      return c.text('There is no such extension here.', 404);
    }
    return c.body(readFileSync(found.extension.bundle, 'utf8'), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
    });
  });

  routes.post('/extensions/:app/:handle/session-token', async (c) => {
    const found = find(c.req.raw, c.req.param());
    if (found === null) return c.json({ error: 'There is no such extension here.' }, 404);
    const { shopId, app, installation } = found;
    const token = await context.mintToken(c.req.raw, {
      shopId,
      appId: app.id,
      installationId: installation.id,
      scopes: installation.scopes,
    });
    return c.json({ token });
  });

  routes.post('/extensions/:app/:handle/failures', async (c) => {
    const said = failure.safeParse(await c.req.json().catch(() => null));
    if (!said.success) return c.json({ error: 'The body cannot be understood.' }, 400);
    const { app, handle } = c.req.param();
    const at = context.world.clock.now();
    context.onFailure?.({ at, extension: `${app}/${handle}`, ...said.data });
    return c.body(null, 204);
  });

  function find(request: Request, { app, handle }: { app: string; handle: string }) {
    const shopId = context.shopIdOf(request);
    if (shopId === null) return null;
    const found = findExtension(context.world, shopId, { appHandle: app, handle });
    return found && { ...found, shopId };
  }

  return routes;
}
