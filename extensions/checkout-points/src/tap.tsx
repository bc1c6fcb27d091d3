/** A button of the block: it turns while its work is under way, and waits for anything else's. */
import type { Rewards } from './rewards.ts';

export type TapGiven = {
  readonly label: string;
  /** What a screen reader says: the label and what it is about. */
  readonly name?: string;
  readonly rewards: Rewards;
  /** What is busy while this button's work is done. */
  readonly work: string;
  readonly onTap: () => void;
};

export function Tap({ label, name = label, rewards, work, onTap }: TapGiven) {
  return (
    <s-button
      variant="secondary"
      accessibilityLabel={name}
      loading={rewards.busy.value === work}
      disabled={rewards.busy.value !== null}
      onClick={onTap}
    >
      {label}
    </s-button>
  );
}
