/**
 * Publishing from the admin: the draft as it was looked at becomes the next version. Two who press
 * at once get one version: the second finds another revision and is told.
 */
import type { PublishDraftOutcome } from '../contracts/admin-program.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { addDays } from '../domain/kernel/zone.ts';
import { ownersDefinition } from '../domain/program/budget.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import { isSameProgram } from './basis-of-draft.ts';
import type { DraftStore, OpenDraft } from './ports/admin.ts';
import type { VersionStore } from './ports/publish.ts';
import type { ShopRef } from './ports/shopify.ts';
import { publishProgram } from './publish-program.ts';

export type PublishNeeds = {
  readonly drafts: Pick<DraftStore, 'alone'>;
  readonly versions: Pick<VersionStore, 'append' | 'list'>;
};

type Publisher = { readonly staffId: string; readonly asOf: Instant };

/**
 * Publishes the draft of that revision. A first version may judge orders of the last `sinceDays`
 * days; a later one holds from now on. Refusals, in order: `other_revision`, `nothing_changed`,
 * `bad_definition`, `cannot_be_given`.
 */
export async function publishDraft(
  needs: PublishNeeds,
  shop: ShopRef,
  offer: { readonly revision: number; readonly sinceDays: number },
  by: Publisher,
): Promise<PublishDraftOutcome> {
  return needs.drafts.alone(shop.programId, async (draft) => {
    const { saved, versions } = draft;
    if ((saved?.revision ?? 0) !== offer.revision) return refuse('other_revision');
    const newest = versions.at(-1);
    // A pause of the budget's is no change of the owner's; publishing would end it for a moment.
    if (!saved || (newest && isSameProgram(saved.definition, ownersDefinition(newest)))) {
      return refuse('nothing_changed');
    }
    const days = newest ? 0 : offer.sinceDays;
    const effectiveAt = addDays(by.asOf, -days, saved.definition.zone);
    return append(needs, shop, draft, { definition: saved.definition, effectiveAt }, by);
  });
}

/**
 * Publishes an old version again, as a new one: that is how to go back. A draft somebody is working
 * on stays. Refusals, in order: `other_revision` (there is a newer version than `newest`),
 * `unknown_version`, `nothing_changed`, `bad_definition`, `cannot_be_given`.
 */
export async function publishAgain(
  needs: PublishNeeds,
  shop: ShopRef,
  offer: { readonly version: number; readonly newest: number },
  by: Publisher,
): Promise<PublishDraftOutcome> {
  return needs.drafts.alone(shop.programId, async (draft) => {
    const newest = draft.versions.at(-1);
    if (newest?.version !== offer.newest) return refuse('other_revision');
    const old = draft.versions.find(({ version }) => version === offer.version);
    if (!old) return refuse('unknown_version');
    const definition = ownersDefinition(old);
    if (isSameProgram(definition, ownersDefinition(newest))) return refuse('nothing_changed');
    return append(needs, shop, draft, { definition, effectiveAt: by.asOf }, by);
  });
}

async function append(
  { versions }: PublishNeeds,
  { programId }: ShopRef,
  draft: OpenDraft,
  next: { readonly definition: ProgramDefinition; readonly effectiveAt: Instant },
  { staffId, asOf }: Publisher,
): Promise<PublishDraftOutcome> {
  const outcome = await publishProgram(versions, { programId, publishedAt: asOf, ...next });
  if (!outcome.ok) return refusalOf(outcome);
  const before = draft.versions.at(-1);
  const isUntouched =
    !draft.saved || (before && isSameProgram(draft.saved.definition, ownersDefinition(before)));
  // Whoever reads the draft now reads another revision than those who read it before this version.
  if (isUntouched || draft.saved) {
    const definition = isUntouched ? next.definition : draft.saved.definition;
    await draft.save({ definition, savedAt: asOf, savedBy: staffId });
  }
  return { ok: true, version: outcome.version };
}

/** The store's own card of the program, and codes for its rewards, follow after the commit. */
type Refused = Extract<PublishDraftOutcome, { ok: false }>;

function refusalOf(
  refused: Extract<Awaited<ReturnType<typeof publishProgram>>, { ok: false }>,
): Refused {
  switch (refused.reason) {
    case 'bad_definition':
    case 'cannot_be_given':
      return refused;
    default:
      return refuse('other_revision');
  }
}

function refuse(reason: Exclude<Refused['reason'], 'bad_definition' | 'cannot_be_given'>): Refused {
  return { ok: false, reason };
}
