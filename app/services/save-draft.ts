/**
 * Saving the program's draft. Whoever saves names the revision they read; where another one is
 * there by now, somebody else saved meanwhile, and nothing is overwritten.
 */
import type { DraftView, SaveDraftOutcome } from '../contracts/admin-program.ts';
import { type ProgramForm, readProgramForm } from '../contracts/program-form.ts';
import { parseProgram } from '../contracts/program.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { PRESETS } from '../domain/program/presets/registry.ts';
import { draftView, placeOf } from './basis-of-draft.ts';
import type { AdminShop, AdminStore, DraftStore } from './ports/admin.ts';
import type { ShopRef } from './ports/shopify.ts';

export type DraftNeeds = {
  readonly store: Pick<AdminStore, 'readShop'>;
  readonly drafts: DraftStore;
};

type Saver = { readonly staffId: string; readonly asOf: Instant };

/** Saves what was typed. Refusals, in order: `bad_definition`, `other_revision`. */
export async function saveDraft(
  { store, drafts }: DraftNeeds,
  shop: ShopRef,
  offer: { readonly revision: number; readonly form: ProgramForm },
  { staffId, asOf }: Saver,
): Promise<SaveDraftOutcome> {
  const row = await store.readShop(shop);
  return drafts.alone(shop.programId, async (open) => {
    const present = draftView(open.saved, open.versions, row);
    const read = readDefinition(offer.form, present);
    if (!read.ok) return { ok: false, reason: 'bad_definition', problems: read.problems };
    if (present.revision !== offer.revision) {
      return { ok: false, reason: 'other_revision', theirs: present };
    }
    const revision = await open.save({
      definition: read.definition,
      savedAt: asOf,
      savedBy: staffId,
    });
    return { ok: true, revision, savedAt: asOf };
  });
}

/**
 * Begins a draft from a preset that the pages can edit, where there is no draft yet; true when it
 * did.
 */
export async function startDraft(
  { store, drafts }: DraftNeeds,
  shop: ShopRef,
  preset: string,
  { staffId, asOf }: Saver,
): Promise<boolean> {
  const known = Object.hasOwn(PRESETS, preset) ? PRESETS[preset] : undefined;
  if (!known?.edited) return false;
  const row: AdminShop = await store.readShop(shop);
  return drafts.alone(shop.programId, async (open) => {
    if (open.saved || open.versions.length > 0) return false;
    await open.save({ definition: known.make(placeOf(row)), savedAt: asOf, savedBy: staffId });
    return true;
  });
}

/** What was typed as a definition; every bad field is named, as `parseProgram` names it. */
export function readDefinition(form: ProgramForm, basis: DraftView) {
  const read = readProgramForm(form, basis.definition);
  return read.ok ? parseProgram(read.definition) : read;
}
