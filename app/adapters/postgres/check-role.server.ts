/**
 * Whether row-level security holds for the role we connect as. It does not hold for a superuser,
 * for a role with BYPASSRLS, for the tables' owner (who may switch it off), nor for anyone who can
 * become one of them; and TRUNCATE asks no policy. A process that could read across programs must
 * not run.
 */
import type pg from 'pg';

type Role = { name: string; power: string };
type Table = { name: string; unforced: boolean; owned: boolean; truncatable: boolean };

// A member of a powerful role can SET ROLE to it, and whoever may create roles can grant
// membership.
const POWERS = `
  SELECT power.rolname AS name,
         CASE WHEN power.rolsuper THEN 'SUPERUSER'
              WHEN power.rolbypassrls THEN 'BYPASSRLS'
              ELSE 'CREATEROLE' END AS power
  FROM pg_roles me JOIN pg_roles power ON pg_has_role(me.oid, power.oid, 'MEMBER')
  WHERE me.rolname IN (session_user, current_user)
    AND (power.rolsuper OR power.rolbypassrls OR power.rolcreaterole)
    AND (power.oid = me.oid OR NOT me.rolsuper)
  ORDER BY 1`;

// Every table of a tenant carries program_id.
const TABLES = `
  SELECT c.relname AS name,
         NOT (c.relrowsecurity AND c.relforcerowsecurity) AS unforced,
         pg_has_role(session_user, c.relowner, 'MEMBER')
           OR pg_has_role(current_user, c.relowner, 'MEMBER') AS owned,
         has_table_privilege(current_user, c.oid, 'TRUNCATE') AS truncatable
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'program_id'
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
  ORDER BY 1`;

/**
 * What is wrong with the role and the tables, as sentences for whoever runs the machine; empty when
 * row-level security holds. Throws when the database does not answer.
 */
export async function roleProblems(pool: pg.Pool): Promise<readonly string[]> {
  const user = await pool.query<{ role: string }>('SELECT current_user AS role');
  const powers = await pool.query<Role>(POWERS);
  const tables = await pool.query<Table>(TABLES);
  const role = user.rows[0]?.role ?? 'unknown';
  return [
    ...powers.rows.map(({ name, power }) => sayPower(role, name, power)),
    ...tableProblems(role, tables.rows),
  ];
}

function sayPower(role: string, name: string, power: string): string {
  const has = name === role ? `has ${power}` : `can become ${name}, which has ${power}`;
  return `The database role ${role} ${has}: it could bypass row-level security.`;
}

function tableProblems(role: string, tables: readonly Table[]): string[] {
  if (tables.length === 0) return ['The database holds none of our tables: apply the migrations.'];
  const problems: string[] = [];
  const owned = namesWhere(tables, ({ owned }) => owned);
  if (owned) {
    problems.push(
      `The database role ${role} owns, or can become the owner of, ${owned}: ` +
        'it could switch row-level security off. Connect as laurel_app.',
    );
  }
  const truncatable = namesWhere(tables, (table) => table.truncatable && !table.owned);
  if (truncatable) {
    problems.push(
      `The database role ${role} may TRUNCATE ${truncatable}, whoever the rows belong to.`,
    );
  }
  const unforced = namesWhere(tables, (table) => table.unforced);
  if (unforced) problems.push(`Row-level security is not enabled and forced on ${unforced}.`);
  return problems;
}

function namesWhere(tables: readonly Table[], isWrong: (table: Table) => boolean): string {
  return tables
    .filter(isWrong)
    .map(({ name }) => name)
    .join(', ');
}
