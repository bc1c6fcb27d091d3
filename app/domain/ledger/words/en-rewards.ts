/** What becomes of points for a reward, in English. */
import { type Amount, money, number, points } from './en-amounts.ts';

export const rewardWords = {
  reserved: (amount: number, reward: string) => `${points(amount)} reserved for “${reward}”.`,
  spent: (amount: number, reward: string, order: string) =>
    `${points(amount)} spent on “${reward}” with order ${order}.`,
  released: (amount: number, reward: string) =>
    `${points(amount)} came back: “${reward}” was not used.`,
  charged: (amount: number, reward: string, why: ChargedWhy, order: string) =>
    `${points(amount)} spent on “${reward}”: ${CHARGED[why](order)}.`,
  reservedToCharge: (amount: number, reward: string, why: ChargedWhy, order: string) =>
    `${points(amount)} reserved for “${reward}”: ${CHARGED[why](order)}.`,
  cancelled: (amount: number, reward: string, order: string) =>
    `${points(amount)} came back: order ${order}, which used “${reward}”, was cancelled.`,
  returnedAll: (amount: number, reward: string, order: string) =>
    `${points(amount)} came back: order ${order}, which used “${reward}”, was returned in full.`,
  returned: (of: Returned) =>
    `${points(of.points)} came back: of the ${money(of.total)} that “${of.reward}” took off ` +
    `order ${of.order}, ${money(of.kept)} is left after the return, ` +
    `so ${points(of.back)} of its ${number(of.cost)} ${of.back === 1 ? 'is' : 'are'} back ` +
    'in all, rounded down.',
};

type Returned = {
  readonly points: number;
  readonly reward: string;
  readonly order: string;
  readonly total: Amount;
  readonly kept: Amount;
  readonly back: number;
  readonly cost: number;
};

const CHARGED = {
  'after-release': (order: string) => `order ${order} used its code after its points had come back`,
  'second-order': (order: string) => `order ${order} used its code once more`,
  'never-issued': (order: string) => `order ${order} used a code of it that nobody had been given`,
} as const;
type ChargedWhy = keyof typeof CHARGED;
