import type { Law } from './law.ts';

export const CARRIED_CODES_HAVE_ORDERS: Law = {
  name: 'carried-codes-have-orders',
  broken: 'A code stands on an order that is not there.',
  of: 'program',
  sql: `
    SELECT 'carried-codes-have-orders' AS law, NULL::bigint AS member_id, c.order_key::text AS key
    FROM order_codes c
    LEFT JOIN orders o ON o.program_id = $1 AND o.order_key = c.order_key
    WHERE c.program_id = $1 AND o.order_key IS NULL`,
};
