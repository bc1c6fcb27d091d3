/** Reading of a member and of all they are one with, by keys alone. */

/**
 * The ids of member `$2` of program `$1` and of all who are one with them: of nearly all members
 * their own alone.
 */
const IDS = `$2::bigint || ARRAY(
           SELECT g.member_id
           FROM members of
           CROSS JOIN LATERAL (
             SELECT g.member_id FROM members g
             WHERE g.program_id = $1 AND g.root_id = of.root_id
               AND g.member_id <> of.member_id
             OFFSET 0) AS g
           WHERE of.program_id = $1 AND of.member_id = $2)`;

/** For a WHERE, where time is of no matter: `member_id = ${WITH_GROUP}`. */
export const WITH_GROUP = `ANY (${IDS})`;

/**
 * For a FROM: all redemptions of each, as `r`. Of nobody are there many, so what else is asked of
 * them is asked of these: to the planner an index of the whole program, by reward or by status,
 * looks as good as the one by member, and it reads everybody's.
 */
export const REDEMPTIONS_OF_GROUP = `unnest(${IDS}) AS one (member_id)
         CROSS JOIN LATERAL (
           SELECT * FROM redemptions o
           WHERE o.program_id = $1 AND o.member_id = one.member_id
           OFFSET 0) AS r`;
