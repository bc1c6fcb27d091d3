/** Counts which rewards were taken and refused, so that no part of §11 stays untried. */
import type { Reward } from '../../app/domain/program/program.ts';
import { REWARD_KINDS } from '../../app/domain/rewards/kinds/registry.ts';
import type { Books } from './books.ts';
import type { ShopLife } from './shop-life.ts';

const REASONS = [
  ...['unknown_reward', 'unknown_choice', 'not_yet', 'over', 'tier', 'segment', 'too_often'],
  ...['out_of_stock', 'insufficient_points'],
];
const PERIODS = ['ever', 'day', 'week', 'month', 'year'];

/** Each has to happen a hundred times. */
export const REWARDS: readonly string[] = [
  ...Object.keys(REWARD_KINDS).map((kind) => `took ${kind}`),
  ...['fixed', 'stepped', 'sliding'].map((offer) => `took of ${offer}`),
  ...['took a dearer step', 'took several at once', 'taken by itself', 'taken by itself again'],
  ...['tiers', 'segments', 'from', 'to', 'stock', 'times'].map((limit) => `took within ${limit}`),
  ...PERIODS.map((period) => `took once more within ${period}`),
  ...REASONS.map((reason) => `refused: ${reason}`),
];

type Count = (what: string) => void;

export function countRewards(life: ShopLife, books: Books, count: Count): void {
  for (const { decisions } of books.members.values()) {
    for (const hold of decisions) {
      if (hold.kind !== 'hold') continue;
      const program = life.versions.find(({ version }) => version === hold.version)?.definition;
      const reward = program?.rewards.find(({ id }) => id === hold.rewardId);
      const cost = hold.takes.reduce((sum, { points }) => sum + points, 0);
      if (reward) countTaken(reward, cost, count);
    }
  }
}

function countTaken({ offer, limits }: Reward, cost: number, count: Count): void {
  const choices = offer.kind === 'stepped' ? offer.steps : [offer];
  const [first] = choices;
  const step = choices.find((one) => one.cost === cost) ?? first;
  if (step) count(`took ${step.gives.kind}`);
  count(`took of ${offer.kind}`);
  if (offer.kind === 'stepped' && cost > (first?.cost ?? 0)) count('took a dearer step');
  if (offer.kind === 'sliding' && cost > offer.cost) count('took several at once');
  const { tiers, segments, from, to, stock, times } = limits;
  if (tiers.length > 0) count('took within tiers');
  if (segments.length > 0) count('took within segments');
  if (from !== null) count('took within from');
  if (to !== null) count('took within to');
  if (stock !== null) count('took within stock');
  if (times) {
    count('took within times');
    count(`took once more within ${times.kind === 'ever' ? 'ever' : times.period}`);
  }
}
