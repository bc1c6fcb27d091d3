/** Tiers, in English: what they follow, where each begins and what it gives, how it is kept. */
import type { Perk, TierKeeping, TierLadder, TierWindow } from '../../program.ts';
import { count, money, number, sayAnd, sayPoints, sayTimes } from '../say-count.ts';
import type { Amount } from './amounts.ts';

export const tierTerms = {
  follows: (progress: string) => `Your tier follows ${progress}.`,
  progress: (basis: TierLadder['basis'], window: TierWindow) => PROGRESS[basis](sayWindow(window)),
  threshold: {
    spend: (amount: Amount) => money(amount),
    points: (threshold: number) => sayPoints(threshold),
    orders: (threshold: number) => count(threshold, 'order'),
  },
  /** Where a level begins, then what it gives; `gives` is empty where that is nothing. */
  first: (name: string, gives: string) =>
    `Your first tier is “${name}”${gives === '' ? '' : `: it gives ${gives}`}.`,
  begins: (name: string, threshold: string, gives: string) =>
    `“${name}” begins at ${threshold}${andGives(gives)}.`,
  invited: (name: string, gives: string) => `“${name}” is by invitation only${andGives(gives)}.`,
  gives: (level: Given) =>
    sayAnd([
      ...(level.multiplierPercent === 100
        ? []
        : [`${sayTimes(level.multiplierPercent)} the points`]),
      ...(level.entryPoints === 0 ? [] : [`${sayPoints(level.entryPoints)} once for reaching it`]),
      ...level.perks.map(sayPerk),
    ]),
  perks: (perks: readonly Perk[]) => sayAnd(perks.map(sayPerk)),
  countsFromNext: () => 'A tier reached by an order counts from your next order on.',
  kept: (keeping: string) => `${keeping}.`,
  /** Of tiers that are climbed; where others are by invitation, it is said that these are meant. */
  keeping: (keeping: TierKeeping, window: TierWindow, hasInvited: boolean) => {
    const uninvited = hasInvited ? ' reached without an invitation' : '';
    if (keeping.kind === 'never-drop') return `A tier${uninvited || ' once reached'} stays yours`;
    const end = 'you last qualified';
    const landing = keeping.softLanding ? ', and then drop one tier at a time' : '';
    if (keeping.kind === 'days') {
      return `You keep a tier${uninvited} for ${count(keeping.days, 'day')} after ${end}${landing}`;
    }
    const grace = keeping.graceDays === 0 ? '' : ` and ${count(keeping.graceDays, 'day')} more`;
    // What is spent in a year is enough until the next one begins, so that is the year that counts.
    const year = window.kind === 'year' ? 'year after the one in which' : 'year in which';
    return `You keep a tier${uninvited} to the end of the ${year} ${end}${grace}${landing}`;
  },
  invitedLasts: () => 'A tier by invitation lasts for as long as the shop lets you in.',
};

type Given = {
  readonly multiplierPercent: number;
  readonly entryPoints: number;
  readonly perks: readonly Perk[];
};

const PROGRESS: Readonly<Record<TierLadder['basis'], (during: string) => string>> = {
  spend: (during) => `what you spend ${during}, less what you return`,
  points: (during) => `the points you earn ${during}, less those that returns take back`,
  orders: (during) => `how many orders you pay for ${during}, less those you return in full`,
};

function sayWindow(window: TierWindow): string {
  switch (window.kind) {
    case 'lifetime':
      return 'in all';
    case 'joining':
      return 'since you first joined';
    case 'year':
      return 'in a calendar year';
    case 'days':
      return `in the last ${count(window.days, 'day')}`;
    case 'months':
      return `in the last ${count(window.months, 'month')}`;
  }
}

function sayPerk(perk: Perk): string {
  switch (perk.kind) {
    case 'percent-off':
      return `${number(perk.percent)} % off what you order`;
    case 'free-shipping':
      return 'free shipping';
    case 'early-access':
      return `access ${count(perk.hours, 'hour')} before everybody else`;
    case 'promise':
      return `“${perk.words}”`;
  }
}

function andGives(gives: string): string {
  return gives === '' ? '' : ` and gives ${gives}`;
}
