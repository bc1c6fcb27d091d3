/** The program's page as plain data: the draft, the versions, the what-if; and its forms. */
import { z } from 'zod';
import type { ProgramDefinition } from '../domain/program/program.ts';
import type { BudgetView } from './budget-view.ts';
import type { FieldProblem, PublishedVersion } from './program.ts';
import type { ProgramForm } from './program-form.ts';

/** The draft as somebody read it; `revision` is 0 while nobody has saved any. */
export type DraftView = {
  readonly revision: number;
  readonly definition: ProgramDefinition;
  readonly savedAt: number | null;
  readonly savedBy: string | null;
};

export type ProgramView = {
  readonly shopName: string;
  readonly currency: string;
  readonly zone: string;
  readonly readAt: number;
  readonly draft: DraftView;
  /** Newest first. */
  readonly versions: readonly PublishedVersion[];
  readonly budget: BudgetView;
  readonly staffId: string;
  readonly history: KnownHistory;
};

/** How far back the shop's orders are known. */
export type KnownHistory = {
  /** Days of orders Shopify lets us read: 60 where it does not grant more, 365 are looked at. */
  readonly days: 60 | 365;
  /** False while the past orders have not been brought in, or not all of them. */
  readonly isIn: boolean;
};

/**
 * What a definition would have given for the shop's own orders. Amounts in minor units of the
 * definition's currency.
 */
export type WhatIf = {
  readonly history: KnownHistory;
  /** Paid orders looked at, and whether there were more than can be looked at. */
  readonly orders: number;
  readonly isCut: boolean;
  /** Orders of guests, which earn once their buyer has an account; counted in sales only. */
  readonly guestOrders: number;
  readonly members: number;
  /** What counts of all these orders. */
  readonly salesMinor: number;
  readonly points: number;
  /** Null where no reward takes an amount off. */
  readonly worthMinor: number | null;
  /** The reward the worth is counted by. */
  readonly worthBy: string | null;
  /** Of a hundred of these members, how many earned enough for the cheapest reward. */
  readonly reachPercent: number | null;
};

/** Refusals, in order: `bad_definition`, `other_revision` (nothing was overwritten). */
export type SaveDraftOutcome =
  | { readonly ok: true; readonly revision: number; readonly savedAt: number }
  | {
      readonly ok: false;
      readonly reason: 'bad_definition';
      readonly problems: readonly FieldProblem[];
    }
  | { readonly ok: false; readonly reason: 'other_revision'; readonly theirs: DraftView };

/**
 * Refusals, in order: `other_revision` (somebody saved or published meanwhile), `nothing_changed`
 * (the draft is what is in force), `unknown_version`, `bad_definition`, `cannot_be_given` (it says
 * what a shop cannot give out yet). The last two name every field.
 */
export type PublishDraftOutcome =
  | { readonly ok: true; readonly version: number }
  | {
      readonly ok: false;
      readonly reason: 'other_revision' | 'nothing_changed' | 'unknown_version';
    }
  | {
      readonly ok: false;
      readonly reason: 'bad_definition' | 'cannot_be_given';
      readonly problems: readonly FieldProblem[];
    };
export type PublishRefusal = Extract<PublishDraftOutcome, { ok: false }>['reason'];

/** Orders from so many days ago on earn under a first version; 0: from its publishing on. */
export const SINCE_DAYS = [0, 30, 60, 90, 365] as const;

const text = z.string().max(100);
const programForm: z.ZodType<ProgramForm> = z.strictObject({
  points: text,
  per: text,
  pendingDays: text,
  rewards: z
    .array(
      z.strictObject({
        id: text,
        name: z.string().max(200),
        cost: text,
        kind: z.enum(['amount-off', 'free-shipping', 'kept']),
        amount: text,
      }),
    )
    .max(100),
});

const number = z.coerce.number().int().nonnegative().max(2_000_000_000);
const json = z
  .string()
  .max(100_000)
  .transform((body, context) => {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  });

/** What the program's page may send; a malformed one is no form of ours. */
export const programAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), revision: number, form: json.pipe(programForm) }),
  z.object({ intent: z.literal('what-if'), form: json.pipe(programForm) }),
  z.object({ intent: z.literal('start'), preset: z.string().max(64) }),
  z.object({
    intent: z.literal('publish'),
    revision: number,
    since: number.refine((days) => SINCE_DAYS.some((known) => known === days)),
  }),
  z.object({ intent: z.literal('again'), version: number, newest: number }),
]);
export type ProgramAction = z.output<typeof programAction>;
