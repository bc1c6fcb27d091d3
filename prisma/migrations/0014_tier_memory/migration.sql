-- What is kept of a member's tier, so that a new order under tiers goes on from it instead of from
-- all orders before (docs/decisions/0020). It is written with the header it belongs to, which it
-- names; where it is missing the member is folded from all their orders, which writes it anew.
ALTER TABLE members ADD COLUMN tier_memory json;
