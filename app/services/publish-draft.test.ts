/** Two staff, one draft: who saves and publishes what, over a draft store in memory. */
import { beforeEach, describe, expect, it } from 'vitest';
import { writeProgramForm } from '../contracts/program-form.ts';
import type { PublishedVersion } from '../contracts/program.ts';
import { instant } from '../domain/kernel/instant.ts';
import { points } from '../domain/kernel/points.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { DraftStore, SavedDraft } from './ports/admin.ts';
import type { NewVersion } from './ports/publish.ts';
import type { ShopRef } from './ports/shopify.ts';
import { publishAgain, publishDraft } from './publish-draft.ts';
import { saveDraft, startDraft } from './save-draft.ts';

const shop: ShopRef = { programId: 1, shopId: 2, domain: 'demo-shop.myshopify.com' };
const preset = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const form = writeProgramForm(preset);
const NOW = instant(Date.UTC(2026, 10, 23, 12));
const ada = { staffId: 'ada', asOf: NOW };
const bob = { staffId: 'bob', asOf: instant(NOW + 60_000) };

let saved: SavedDraft | null;
let versions: PublishedVersion[];

const drafts: DraftStore = {
  read: async () => saved,
  alone: async (_programId, work) =>
    work({
      saved,
      versions,
      save: async (offer) => {
        saved = { revision: (saved?.revision ?? 0) + 1, ...offer };
        return saved.revision;
      },
    }),
};
const needs = {
  drafts,
  store: {
    readShop: async () => ({
      name: 'Alder & Quill',
      currency: 'GBP',
      zone: 'Europe/London',
      isGuideAway: false,
    }),
  },
  versions: {
    append: async (next: NewVersion) => {
      const version = versions.length + 1;
      versions = [...versions, { version, byBudget: false, ...next }];
      return { ok: true as const, version };
    },
    list: async () => versions,
  },
};

const save = (revision: number, pendingDays: string, by = ada) =>
  saveDraft(needs, shop, { revision, form: { ...form, pendingDays } }, by);
const publish = (revision: number, sinceDays = 0, by = ada) =>
  publishDraft(needs, shop, { revision, sinceDays }, by);
const again = (version: number, newest: number) =>
  publishAgain(needs, shop, { version, newest }, ada);

beforeEach(() => {
  [saved, versions] = [null, []];
});

describe('saving a draft', () => {
  it('begins from a preset once, in the shop’s own currency', async () => {
    expect(await startDraft(needs, shop, 'points', ada)).toBe(true);
    expect(await startDraft(needs, shop, 'points', bob)).toBe(false);
    expect(saved).toMatchObject({ revision: 1, savedBy: 'ada', definition: preset });
  });

  it('begins from no preset there is none of, nor from one its pages cannot edit', async () => {
    expect(await startDraft(needs, shop, 'constructor', ada)).toBe(false);
    expect(await startDraft(needs, shop, 'points-tiers', ada)).toBe(false);
    expect(saved).toBeNull();
  });

  it('tells the second of two, and overwrites nothing', async () => {
    expect(await save(0, '7')).toEqual({ ok: true, revision: 1, savedAt: NOW });
    const late = await save(0, '30', bob);
    expect(late).toMatchObject({
      ok: false,
      reason: 'other_revision',
      theirs: { revision: 1, savedBy: 'ada', savedAt: NOW },
    });
    expect(saved?.definition.pendingDays).toBe(7);
  });

  it('keeps what the form does not ask, and names what typing contradicts', async () => {
    const definition = { ...preset, caps: { ...preset.caps, member: points(600) } };
    saved = { revision: 1, definition, savedAt: NOW, savedBy: 'ada' };
    expect(await save(1, '7')).toMatchObject({ ok: true });
    expect(saved?.definition.caps.member).toBe(600);
    const dear = form.rewards.map((reward) => ({ ...reward, cost: '601' }));
    const typed = { revision: 2, form: { ...form, points: '601', rewards: dear } };
    expect(await saveDraft(needs, shop, typed, ada)).toMatchObject({
      reason: 'bad_definition',
      problems: [
        { field: 'caps.member', problem: 'is below the 601 points of one unit of the base rule' },
        { field: 'rewards[0].offer.cost' },
        { field: 'rewards[1].offer.cost' },
      ],
    });
  });

  it('names what cannot be read before anything else', async () => {
    await save(0, '7');
    expect(await save(0, 'soon', bob)).toMatchObject({
      reason: 'bad_definition',
      problems: [{ field: 'pendingDays' }],
    });
  });
});

describe('publishing a draft', () => {
  it('makes version 1, for the orders of as many days as the owner chose', async () => {
    await startDraft(needs, shop, 'points', ada);
    expect(await publish(1, 30)).toEqual({ ok: true, version: 1 });
    // Thirty days by the shop's calendar: summer time ended in between.
    expect(versions[0]?.effectiveAt).toBe(Date.UTC(2026, 9, 24, 11));
  });

  it('lets no later version judge the past', async () => {
    await startDraft(needs, shop, 'points', ada);
    await publish(1, 365);
    await save(2, '7');
    expect(await publish(3, 365, bob)).toEqual({ ok: true, version: 2 });
    expect(versions[1]?.effectiveAt).toBe(bob.asOf);
  });

  it('gives two who press at once one version', async () => {
    await startDraft(needs, shop, 'points', ada);
    expect(await publish(1)).toEqual({ ok: true, version: 1 });
    expect(await publish(1, 0, bob)).toEqual({ ok: false, reason: 'other_revision' });
    expect(versions).toHaveLength(1);
  });

  it('refuses what is in force already', async () => {
    await startDraft(needs, shop, 'points', ada);
    await publish(1);
    expect(await publish(saved?.revision ?? 0)).toEqual({ ok: false, reason: 'nothing_changed' });
  });

  it('refuses what a shop cannot give out, field by field', async () => {
    const rewards = preset.rewards.map((reward) => ({ ...reward, auto: true }));
    const definition = { ...preset, rewards };
    saved = { revision: 1, definition, savedAt: NOW, savedBy: 'ada' };
    expect(await publish(1)).toMatchObject({
      ok: false,
      reason: 'cannot_be_given',
      problems: [{ field: 'rewards[0].auto' }, { field: 'rewards[1].auto' }],
    });
    expect(versions).toEqual([]);
  });

  it('refuses to publish what nobody saved', async () => {
    expect(await publish(0)).toEqual({ ok: false, reason: 'nothing_changed' });
  });
});

describe('while the budget pauses the program', () => {
  const paused = (by: PublishedVersion) => ({ ...by.definition, paused: true });
  const pause = () => {
    const [newest] = versions.toReversed();
    if (!newest) throw new Error('There is a version.');
    const next = { ...newest, version: newest.version + 1, definition: paused(newest) };
    versions = [...versions, { ...next, byBudget: true }];
  };
  beforeEach(async () => {
    await startDraft(needs, shop, 'points', ada);
    await publish(1);
  });

  it('a draft based on the version before is published as it is', async () => {
    await save(2, '7');
    pause();
    expect(await publish(3, 0, bob)).toEqual({ ok: true, version: 3 });
    expect(versions[2]).toMatchObject({ byBudget: false, definition: { paused: false } });
    expect(versions[2]?.definition.pendingDays).toBe(7);
  });

  it('a draft nobody touched is no change, and a new one begins without the pause', async () => {
    pause();
    const revision = saved?.revision ?? 0;
    expect(await publish(revision)).toEqual({ ok: false, reason: 'nothing_changed' });
    saved = null;
    await save(0, '7');
    expect(saved).toMatchObject({ definition: { paused: false, pendingDays: 7 } });
  });

  it('going back leads to what the owner published, never to the pause', async () => {
    pause();
    expect(await again(1, 2)).toMatchObject({ reason: 'nothing_changed' });
    await save(saved?.revision ?? 0, '7');
    await publish(saved?.revision ?? 0);
    expect(await again(2, 3)).toEqual({ ok: true, version: 4 });
    expect(versions[3]?.definition).toEqual(versions[0]?.definition);
  });
});

describe('going back', () => {
  beforeEach(async () => {
    await startDraft(needs, shop, 'points', ada);
    await publish(1);
    await save(2, '7');
    await publish(3);
  });

  it('publishes an old version as a new one, and the draft follows', async () => {
    expect(await again(1, 2)).toEqual({ ok: true, version: 3 });
    expect(versions[2]?.definition.pendingDays).toBe(14);
    expect(saved?.definition.pendingDays).toBe(14);
  });

  it('leaves a draft alone that somebody is working on, but for its number', async () => {
    await save(saved?.revision ?? 0, '30');
    const before = saved?.revision ?? 0;
    await again(1, 2);
    expect(saved).toMatchObject({ revision: before + 1 });
    expect(saved?.definition.pendingDays).toBe(30);
  });

  it('refuses in order: a newer version, none such, nothing to change', async () => {
    expect(await again(9, 1)).toMatchObject({ reason: 'other_revision' });
    expect(await again(9, 2)).toMatchObject({ reason: 'unknown_version' });
    expect(await again(2, 2)).toMatchObject({ reason: 'nothing_changed' });
    expect(versions).toHaveLength(2);
  });
});
