import type pg from 'pg';

const END_CODE = {
  name: 'end-code',
  text: `UPDATE codes SET status = 'gone', changed_at = clock_timestamp()
         WHERE program_id = $1 AND code = $2 AND status <> 'gone'`,
};

/** The code is gone at Shopify for good. */
export async function endCode(
  client: pg.ClientBase,
  programId: number,
  code: string,
): Promise<void> {
  await client.query({ ...END_CODE, values: [programId, code] });
}
