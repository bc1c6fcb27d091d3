import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';

describe('the services tests run on', () => {
  let service: TestService | null = null;
  afterEach(async () => {
    await service?.stop();
    service = null;
  });

  it.each(queueBackends())('give each suite an empty %s queue of its own', async (backend) => {
    service = await freshQueue(backend);
    expect(service.url).toMatch(
      backend === 'redis' ? /^redis:\/\/127/ : /^postgres:\/\/laurel_queue/,
    );
    if (backend === 'redis') {
      const redis = new Redis(service.url);
      expect(await redis.dbsize()).toBe(0);
      await redis.quit();
    }
  });
});
