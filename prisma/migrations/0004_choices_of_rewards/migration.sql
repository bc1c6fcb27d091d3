-- Rewards offer choices, and may have a stock and a limit of their own; see docs/language.md §11.

-- Which choice was taken, as pages name it; null: the only one, which goes by the reward's id.
ALTER TABLE redemptions ADD COLUMN choice_id text;

-- What a reward with a stock has been taken of: counted under the reward's lock, up to its stock.
CREATE INDEX redemptions_of_reward ON redemptions (program_id, reward_id)
  WHERE status IN ('open', 'bound', 'settled');
