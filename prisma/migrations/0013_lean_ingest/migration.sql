-- A webhook is stored with what says that it waits by one statement, without a trigger that looks
-- its rows up once more. Deliveries come in by this door alone; those who finish, park, retry or
-- erase them still need not think of what waits. Why: docs/decisions/0017.
DROP TRIGGER inbox_stored ON inbox;

CREATE OR REPLACE FUNCTION ingest_deliveries(
  domains text[], delivery_ids text[], event_ids text[], topics text[], statuses text[],
  reasons text[], triggered_ms double precision[], observations text[], sealeds bytea[]
) RETURNS TABLE (place bigint, outcome text, program_id bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH given AS (
    SELECT g.*, s.program_id, s.shop_id
    FROM unnest(domains, delivery_ids, event_ids, topics, statuses, reasons, triggered_ms,
                observations, sealeds) WITH ORDINALITY
      AS g(domain, delivery_id, event_id, topic, status, reason, triggered, observation, sealed,
           place)
    LEFT JOIN shops s ON s.domain = g.domain
  ), stored AS (
    INSERT INTO inbox AS i (program_id, shop_id, delivery_id, event_id, topic, status, reason,
                            triggered_at, observation, sealed)
    SELECT g.program_id, g.shop_id, g.delivery_id, g.event_id, g.topic, g.status, g.reason,
           to_timestamp(g.triggered / 1000), g.observation::jsonb, g.sealed
    FROM given g WHERE g.shop_id IS NOT NULL
    ORDER BY g.shop_id, g.delivery_id
    ON CONFLICT DO NOTHING
    RETURNING i.program_id, i.shop_id, i.delivery_id, i.received_at, i.inbox_id, i.topic, i.status
  ), noted AS (
    INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
    SELECT s.program_id, s.received_at, s.inbox_id, is_notice(s.topic)
    FROM stored s WHERE s.status = 'waiting'
  )
  SELECT g.place,
         CASE WHEN g.shop_id IS NULL THEN 'unknown_shop'
              WHEN s.delivery_id IS NULL THEN 'duplicate'
              ELSE 'stored' END,
         g.program_id
  FROM given g LEFT JOIN stored s USING (shop_id, delivery_id)
  ORDER BY g.place
$$;
