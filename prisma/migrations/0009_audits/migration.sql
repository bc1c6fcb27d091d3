-- The books are audited while they are in use: a chore of each shop (app/services/audit-books.ts),
-- asked for when a shop is installed. Those that are installed already are asked for here, a minute
-- apart by their number, so that an upgrade does not walk all books at once.
INSERT INTO chores (program_id, shop_id, kind, due_at)
SELECT s.program_id, s.shop_id, 'audit', now() + s.shop_id % 60 * interval '1 minute'
FROM shops s
WHERE s.installed_at IS NOT NULL AND s.uninstalled_at IS NULL
ON CONFLICT DO NOTHING;
