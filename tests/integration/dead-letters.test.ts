/** What the world should hear: once, in order, in spite of what Shopify will not take. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openDeadLetters } from '../../app/adapters/postgres/dead-letters.server.ts';
import { openChores } from '../../app/adapters/postgres/chores.server.ts';
import { openMirrors } from '../../app/adapters/postgres/mirrors.server.ts';
import type { Card, Perk } from '../../app/contracts/card.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { mirrorMembers } from '../../app/services/mirror-members.ts';
import { mirrorProgram } from '../../app/services/mirror-program.ts';
import { ATTEMPTS_MAX, type DeadLetters } from '../../app/services/ports/mirror.ts';
import type { MetafieldWrite, ShopRef } from '../../app/services/ports/shopify.ts';
import { assertBooksBalance } from '../support/books.ts';
import { day, seenOrder, silentLog } from '../support/drain-shop.ts';
import { HERE, type LanguageShop, openLanguageShop } from '../support/language-shop.ts';
import { shopifyStandIn, type ShopifyStandIn } from '../support/shopify-stand-in.ts';

let shop: LanguageShop;
let ref: ShopRef;
let shopify: ShopifyStandIn;
let letters: DeadLetters;
let mirror: (asOf: Instant) => Promise<void>;
/** What Shopify says to a write of that customer and key. */
let refused: Map<string, string>;

beforeEach(async () => {
  shop = await openLanguageShop(pointsTiersPreset(HERE));
  await shop.rows('UPDATE shops SET installed_at = $1, shopify_id = 3', [new Date(day(-1))]);
  ref = { programId: shop.programId, shopId: shop.shopId, domain: shop.domain };
  shopify = shopifyStandIn();
  refused = new Map();
  letters = openDeadLetters(shop.pool);
  const round = mirrorMembers(needs());
  mirror = (asOf) => round(ref, asOf);
});
afterEach(async () => {
  await assertBooksBalance(shop.database.ownerUrl);
  await shop.close();
});

function needs() {
  const real = shopify.shopify;
  const setMetafields: typeof real.setMetafields = async (to, lane, writes) => {
    const problems = writes.flatMap((write, place) => {
      const code = refused.get(nameOf(write));
      return code === undefined ? [] : [{ place, code }];
    });
    if (problems.length === 0) return real.setMetafields(to, lane, writes);
    shopify.calls.push('setMetafields');
    return { ok: false, problems };
  };
  const readMetafield: typeof real.readMetafield = (to, of) => real.readMetafield(to, of);
  return {
    mirrors: openMirrors(shop.pool),
    shopify: { setMetafields, readMetafield },
    sha256: chainCrypto.sha256,
    log: silentLog,
  };
}

const nameOf = ({ ownerId, key }: Pick<MetafieldWrite, 'ownerId' | 'key'>) =>
  `${ownerId.replace('gid://shopify/Customer/', '')} ${key}`;
const order = (id: string, customerId: string, days = 0, price = '87.00') =>
  seenOrder(id, { customerId, createdAt: day(days), price });
const outbox = async () => (await shop.rows<{ key: string }>('SELECT key FROM outbox')).length;
const setCalls = () => shopify.calls.filter((verb) => verb === 'setMetafields').length;
const later = (asOf: Instant, seconds: number) => instant(asOf + seconds * 1_000);

function told<T>(customerId: string, key: 'card' | 'perk'): T | null {
  const there = shopify.metafields.get(`gid://shopify/Customer/${customerId} ${key}`);
  return there ? (JSON.parse(there.value) as T) : null;
}

async function isAtWork(asOf: Instant): Promise<boolean> {
  const chores = openChores(shop.pool);
  const shops = await chores.shopsAtWork(asOf);
  return shops.length > 0 && (await chores.waiting(ref, asOf)).mirrors;
}

describe('the outbox', () => {
  it('tells of ten orders of a member in one write of each kind', async () => {
    for (let place = 0; place < 10; place += 1) {
      await shop.tell([order(`${place}`, 'c1', place / 100)]);
      await shop.drain(day(1));
    }
    await mirror(day(1));
    expect(setCalls()).toBe(2);
    expect(told<Card>('c1', 'card')).toMatchObject({ pending: 6 * 87 + 4 * 108, seq: 10 });
  });

  it('tells of a level that was lost though no points moved', async () => {
    await shop.tell([order('1', 'c1', 0, '600.00')]);
    await shop.drain(day(1));
    await mirror(day(1));
    await shop.sweep(day(20));
    await mirror(day(20));
    expect(told<Perk>('c1', 'perk')).toMatchObject({ tier: 'silver' });
    const before = setCalls();
    expect(await shop.sweep(day(800))).toBe(true);
    await mirror(day(800));
    expect(told<Perk>('c1', 'perk')).toMatchObject({ tier: 'bronze' });
    expect(setCalls()).toBe(before + 1);
    expect(await outbox()).toBe(0);
  });

  it('tells everybody again once a level gives something else', async () => {
    await shop.tell([order('1', 'c1', 0, '600.00'), order('2', 'c2')]);
    await shop.drain(day(1));
    const program = (asOf: Instant) =>
      mirrorProgram(needs(), 'https://laurel.example')(ref, {}, asOf);
    await program(day(1));
    await mirror(day(1));
    await shop.publish(givingSilver(), day(2));
    await shop.drain(day(2));
    await program(day(2));
    await mirror(day(2));
    expect(told<Perk>('c1', 'perk')).toMatchObject({ perks: ['early-access:24'] });
    const before = setCalls();
    await program(day(3));
    await mirror(day(3));
    expect(setCalls()).toBe(before);
  });
});

describe('what Shopify stumbles over', () => {
  it('is put off alone, longer each time, and in the end given up', async () => {
    refused.set('c1 card', 'INTERNAL_ERROR');
    await shop.tell(Array.from({ length: 30 }, (_, place) => order(`${place}`, `c${place}`)));
    await shop.drain(day(1));
    let asOf = day(1);
    await mirror(asOf);
    expect(shopify.metafields.size).toBe(59);
    expect(await outbox()).toBe(0);
    const waits: number[] = [];
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
      expect(await letters.read(ref, 5)).toMatchObject({ givenUp: 0, retrying: 1 });
      const [due] = await shop.rows<{ retry_at: Date }>('SELECT retry_at FROM dead_letters');
      const at = instant(due?.retry_at.getTime() ?? 0);
      expect(await isAtWork(instant(at - 1))).toBe(false);
      expect(await isAtWork(at)).toBe(true);
      waits.push((at - asOf) / 1_000);
      asOf = at;
      await mirror(asOf);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048]);
    expect(await isAtWork(day(30))).toBe(false);
    const [letter, ...others] = (await letters.read(ref, 5)).letters;
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      ...{ reason: 'INTERNAL_ERROR', attempts: ATTEMPTS_MAX, since: day(1) },
    });

    refused.clear();
    await letters.retry(ref, letter?.memberId ?? 0, day(30));
    expect(await isAtWork(day(30))).toBe(true);
    await mirror(day(30));
    expect(told<Card>('c1', 'card')).toMatchObject({ pending: 87 });
    expect(await letters.read(ref, 5)).toEqual({ letters: [], givenUp: 0, retrying: 0 });
  });

  it('is tried at once when there is other news of the member, told as of then', async () => {
    refused.set('c1 card', 'UNKNOWN');
    await shop.tell([order('1', 'c1')]);
    await shop.drain(day(1));
    await mirror(day(1));
    refused.clear();
    await shop.tell([order('2', 'c1', 1)]);
    await shop.drain(later(day(1), 1));
    await mirror(later(day(1), 1));
    expect(told<Card>('c1', 'card')).toMatchObject({ seq: 2, pending: 174 });
    expect(await letters.read(ref, 5)).toMatchObject({ retrying: 0 });
  });

  it('comes back though whoever took it up again died over it', async () => {
    refused.set('c1 card', 'UNKNOWN');
    await shop.tell([order('1', 'c1')]);
    await shop.drain(day(1));
    await mirror(day(1));
    refused.clear();
    shopify.fail('setMetafields', 'crash');
    await expect(mirror(later(day(1), 2))).rejects.toThrow();
    await mirror(later(day(1), 3));
    expect(told<Card>('c1', 'card')).toMatchObject({ pending: 87 });
    expect(await isAtWork(day(30))).toBe(false);
  });
});

describe('what Shopify will never take', () => {
  it('is given up at once, and all of it is tried again when asked', async () => {
    for (const id of ['c1', 'c2']) refused.set(`${id} card`, 'INVALID_VALUE');
    await shop.tell(['c1', 'c2', 'c3'].map((id) => order(id, id)));
    await shop.drain(day(1));
    await mirror(day(1));
    expect(await letters.read(ref, 1)).toMatchObject({ givenUp: 2, retrying: 0 });
    expect((await letters.read(ref, 1)).letters).toHaveLength(1);
    await mirror(day(2));
    refused.delete('c2 card');
    await letters.retry(ref, null, day(3));
    await mirror(day(3));
    expect(told<Card>('c2', 'card')).toMatchObject({ pending: 87 });
    expect(await letters.read(ref, 5)).toMatchObject({ givenUp: 1, letters: [{ attempts: 1 }] });
  });

  it('of a customer who is gone is closed with a word, and is no letter', async () => {
    shopify.erasedOwners.add('gid://shopify/Customer/c1');
    await shop.tell([order('1', 'c1')]);
    await shop.drain(day(1));
    const words: string[] = [];
    const log = { ...silentLog, info: (_about: object, said: string) => void words.push(said) };
    await mirrorMembers({ ...needs(), log })(ref, day(1));
    expect(words).toEqual(Array(2).fill('Not mirrored: Shopify knows its owner no more.'));
    expect(await outbox()).toBe(0);
    expect(await letters.read(ref, 5)).toEqual({ letters: [], givenUp: 0, retrying: 0 });
  });

  it('goes with a member who is erased', async () => {
    refused.set('c1 card', 'INVALID_VALUE');
    await shop.tell([order('1', 'c1')]);
    await shop.drain(day(1));
    await mirror(day(1));
    await shop.seal('c1');
    expect(await letters.read(ref, 5)).toMatchObject({ givenUp: 0 });
  });

  it('is retried for nobody of another program', async () => {
    refused.set('c1 card', 'INVALID_VALUE');
    await shop.tell([order('1', 'c1')]);
    await shop.drain(day(1));
    await mirror(day(1));
    await letters.retry({ ...ref, programId: ref.programId + 1 }, null, day(2));
    expect(await letters.read({ ...ref, programId: ref.programId + 1 }, 5)).toMatchObject({
      givenUp: 0,
    });
    expect(await letters.read(ref, 5)).toMatchObject({ givenUp: 1 });
  });
});

function givingSilver(): ProgramDefinition {
  const definition = pointsTiersPreset(HERE);
  const levels = (definition.tiers?.levels ?? []).map((level) =>
    level.id === 'silver'
      ? { ...level, perks: [{ kind: 'early-access' as const, hours: 24 }] }
      : level,
  );
  return definition.tiers ? { ...definition, tiers: { ...definition.tiers, levels } } : definition;
}
