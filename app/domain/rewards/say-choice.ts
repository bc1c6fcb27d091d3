import type { Speech } from '../earning/conditions/condition.ts';
import type { RewardChoice } from '../program/reward.ts';
import { rewardKindOf } from './kinds/registry.ts';

/** What a choice gives, within a sentence: `£5 off`, `free shipping`; its price is not said. */
export function sayChoice({ gives }: RewardChoice, speech: Pick<Speech, 'money'>): string {
  return rewardKindOf(gives).say(gives, speech);
}
