/** Where the newest events of a member begin in the books: an event is read whole or not at all. */

/** Of so many movements and one a card tells eight events, unless each took from many lots. */
const BACK = 31;

/**
 * The `seq` before the oldest movement to be read of a member named `m`, whose `seq` is that of
 * their newest movement; 0 where all are read. Beyond BACK movements the index is followed as long
 * as the cause stays the same.
 */
export const BEFORE_NEWEST_EVENTS = `coalesce((
    SELECT b.seq FROM movements b
    WHERE b.program_id = $1 AND b.member_id = m.member_id AND b.seq < m.seq - ${BACK}
      AND b.cause <> (SELECT e.cause FROM movements e
                      WHERE e.program_id = $1 AND e.member_id = m.member_id
                        AND e.seq = m.seq - ${BACK})
    ORDER BY b.seq DESC LIMIT 1), 0)`;
