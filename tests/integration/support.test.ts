import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { expectComplaint, takeComplaints } from '../support/console-complaints.ts';
import { freshQueue, queueBackends, type TestService } from '../support/redis.ts';

describe('the console of a test', () => {
  it('keeps complaints, each once, and lets pass what the test expects', () => {
    console.error('the %s broke', 'lock');
    expect(takeComplaints()).toEqual(['the lock broke']);
    expect(takeComplaints()).toEqual([]);
    expectComplaint(/lock/);
    console.error('the lock broke');
    console.error('the key too');
    expect(takeComplaints()).toEqual(['the key too']);
  });

  it('lets an expected complaint be', () => {
    expectComplaint(/^the lock broke$/);
    console.error('the lock broke');
  });
});

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
