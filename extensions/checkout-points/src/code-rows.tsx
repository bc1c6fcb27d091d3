/** Rewards that were redeemed: on this order, or saved for it; each can be given back. */
import type { WalletEntry } from '../../../app/contracts/buyer-api.ts';
import { shown } from '../../shopper/balance-lines.tsx';
import { rewardCodes, sayDiscount } from '../../shopper/reward-code.ts';
import { say, sayMoment, sayPoints } from '../../shopper/words.ts';
import { Tap } from './tap.tsx';
import { isOpen, type Rewards, WALLET } from './rewards.ts';

type Given = {
  readonly rewards: Rewards;
  /** Points that the books hold for codes. */
  readonly reserved: number;
};

export function CodeRows({ rewards, reserved }: Given) {
  const applied = rewardCodes(shopify);
  const codes = rewards.codes.value;
  const saved = codes.filter((entry) => isOpen(entry) && !applied.includes(entry.code));
  const known = codes.reduce((sum, { cost }) => sum + cost, 0);
  const isUnknown = reserved > known && applied.every((code) => codes.some((e) => e.code === code));
  const isAny = applied.length + saved.length > 0;
  return (
    <>
      <s-stack gap="base" display={shown(isAny)}>
        {applied.concat(saved.map(({ code }) => code)).map((code) => (
          <CodeRow key={code} code={code} isApplied={applied.includes(code)} rewards={rewards} />
        ))}
      </s-stack>
      <s-stack gap="small-300" display={shown(isUnknown)}>
        <s-text>{sayPoints('reserved', reserved - known)}</s-text>
        <Tap label={say('showCodes')} rewards={rewards} work={WALLET} onTap={rewards.showCodes} />
      </s-stack>
    </>
  );
}

type OneCode = { readonly code: string; readonly isApplied: boolean; readonly rewards: Rewards };

function CodeRow({ code, isApplied, rewards }: OneCode) {
  const entry = rewards.codes.value.find((one) => one.code === code);
  const reward = entry?.rewardName ?? code;
  const mayApply = !isApplied && shopify.instructions.value.discounts.canUpdateDiscountCodes;
  return (
    <s-stack gap="small-300">
      <s-text>{isApplied || !entry ? sayApplied(code, entry) : saySaved(entry)}</s-text>
      <s-stack direction="inline" gap="small-100">
        {mayApply && entry ? (
          <Tap
            label={say('apply')}
            name={say('applyOf', { reward })}
            rewards={rewards}
            work={`apply ${code}`}
            onTap={() => rewards.apply(entry)}
          />
        ) : null}
        <Tap
          label={say('takeBack')}
          name={say('takeBackOf', { reward })}
          rewards={rewards}
          work={code}
          onTap={() => rewards.takeBack(code)}
        />
      </s-stack>
    </s-stack>
  );
}

function saySaved({ code, rewardName: reward, lapsesAt }: WalletEntry): string {
  return say('saved', { code, reward, date: sayMoment(lapsesAt) });
}

function sayApplied(code: string, entry: WalletEntry | undefined): string {
  const words = entry ? say('applied', { reward: entry.rewardName }) : say('appliedCode', { code });
  const amount = sayDiscount(shopify, code);
  return amount ? `${words} ${say('takesOff', { amount })}` : words;
}
