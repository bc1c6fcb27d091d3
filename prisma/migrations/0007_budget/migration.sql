-- A version that keeps the month's budget: the pause at the bound, and the same definition without
-- it once the month is over. See docs/language.md §12.
ALTER TABLE program_versions ADD COLUMN by_budget boolean NOT NULL DEFAULT false;
