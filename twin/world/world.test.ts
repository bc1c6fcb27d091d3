import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defineKind } from '../store/kind.ts';
import { openWorld, type World, type WorldEvent, type WorldOptions } from './world.ts';

const things = defineKind<{ id: number }>('Thing');
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

function world(options: Partial<WorldOptions> = {}): World {
  const opened = openWorld({ folder: null, seed: 'a', machineClock: () => 1_000, ...options });
  if (options.folder === undefined) undo.push(opened.close);
  return opened;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'twin-world-'));
  undo.push(() => rmSync(made, { recursive: true }));
  return made;
}

const happened = (id: number, topic = 'things/update'): WorldEvent => ({
  shopId: 1,
  topic,
  kind: 'Thing',
  id,
});

describe('what happens in a transaction', () => {
  it('is told once, at its end, in order, with the final state in reach', () => {
    const { transact, emit, listen, store } = world();
    const heard: string[] = [];
    listen((events) => {
      for (const { topic, id } of events) {
        heard.push(`${topic} ${id} ${store.get(things, 1, id) === null ? 'gone' : 'there'}`);
      }
    });
    transact(() => {
      emit(happened(1));
      transact(() => emit(happened(2, 'things/create')));
      emit(happened(1));
      store.put(things, 1, { id: 1 });
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['things/update 1 there', 'things/create 2 gone']);
  });

  it('is untold and unkept when it fails, in the work or in a listener', () => {
    const { transact, emit, listen, store } = world();
    let isDeaf = true;
    listen(() => {
      if (!isDeaf) throw new Error('listener');
    });
    const work = () => {
      store.put(things, 1, { id: 1 });
      emit(happened(1));
      if (isDeaf) throw new Error('work');
    };
    expect(() => transact(work)).toThrow('work');
    isDeaf = false;
    expect(() => transact(work)).toThrow('listener');
    expect(store.count(things, 1)).toBe(0);
    isDeaf = true;
    const heard: unknown[] = [];
    listen((events) => heard.push(...events));
    transact(() => undefined);
    expect(heard).toEqual([]);
  });

  it('may not be told outside of one', () => {
    expect(() => world().emit(happened(1))).toThrow('outside a transaction');
  });

  it('may make more happen, which is told too', () => {
    const { transact, emit, listen } = world();
    const heard: string[] = [];
    listen((events) => {
      for (const event of events) {
        heard.push(event.topic);
        if (event.topic === 'a') emit(happened(1, 'b'));
      }
    });
    transact(() => emit(happened(1, 'a')));
    expect(heard).toEqual(['a', 'b']);
  });
});

describe('the clock', () => {
  it('is moved, stands and runs on, and is as it was after a restart', () => {
    let machine = 1_000;
    const place = folder();
    const first = world({ folder: place, machineClock: () => machine });
    expect(first.clock.now()).toBe(1_000);
    first.clock.moveBy(500);
    machine += 10;
    expect(first.clock.now()).toBe(1_510);
    first.clock.stand(9_000);
    machine += 10;
    expect(first.clock.now()).toBe(9_000);
    first.clock.moveBy(-1_000);
    expect(first.clock.now()).toBe(8_000);
    first.clock.run();
    machine += 5;
    first.close();
    const second = world({ folder: place, machineClock: () => machine });
    expect(second.clock.now()).toBe(8_005);
    second.clock.reset();
    expect(second.clock.now()).toBe(machine);
    second.close();
  });
});

describe('chance', () => {
  it('is the same for one seed, also across a restart, and another for another', () => {
    const draws = (seed: string, restarts: boolean) => {
      const place = folder();
      let one = world({ folder: place, seed });
      const drawn = [one.chance.uuid(), one.chance.letters(12)];
      if (restarts) {
        one.close();
        one = world({ folder: place, seed });
      }
      drawn.push(one.chance.hex(16), String(one.chance.integer(1_000_000)));
      one.close();
      return drawn;
    };
    expect(draws('a', true)).toEqual(draws('a', false));
    expect(draws('b', false)).not.toEqual(draws('a', false));
    expect(draws('a', false)[0]).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });
});

describe('tasks', () => {
  it('run when the clock says so, in order of their instants, once', async () => {
    const { tasks, clock } = world();
    const ran: unknown[] = [];
    tasks.handle('note', ({ payload }) => void ran.push(payload));
    tasks.plan('note', { shopId: 1, dueAt: 3_000, payload: 'b' });
    tasks.plan('note', { shopId: 1, dueAt: 2_000, payload: 'a' });
    tasks.plan('note', { shopId: 1, dueAt: 9_000, payload: 'later' });
    expect(await tasks.runDue()).toBe(0);
    clock.moveTo(4_000);
    expect(await tasks.runDue()).toBe(2);
    expect(await tasks.runDue()).toBe(0);
    expect(ran).toEqual(['a', 'b']);
    expect(tasks.waiting()).toBe(1);
  });

  it('survive a restart; one that throws is told of and keeps nobody else waiting', async () => {
    const place = folder();
    const first = world({ folder: place });
    first.tasks.plan('throw', { shopId: 1, dueAt: 0, payload: null });
    first.tasks.plan('note', { shopId: 1, dueAt: 1, payload: 'x' });
    first.close();
    const complaints: string[] = [];
    const second = world({ folder: place, complain: (words) => void complaints.push(words) });
    const ran: unknown[] = [];
    second.tasks.handle('note', ({ payload }) => void ran.push(payload));
    second.tasks.handle('throw', () => {
      throw new Error('no');
    });
    expect(await second.tasks.runDue()).toBe(2);
    expect([ran, complaints]).toEqual([['x'], ['task throw']]);
    expect(() => second.tasks.handle('note', () => undefined)).toThrow('has a handler already');
    second.close();
  });
});
