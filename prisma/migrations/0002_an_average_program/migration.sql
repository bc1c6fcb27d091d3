-- Statistics know the programs of the day they were taken. One that has come since would be taken for
-- a single row, and then any index that begins with program_id looks as good as the right one: the
-- check of one foreign key reads the whole program, a batch of 200 orders four million pages. Without
-- statistics of this column every program is planned for as an average one, known or not.
DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['programs', 'shops', 'program_versions', 'inbox', 'members',
                                      'orders', 'lots', 'movements', 'outbox'] LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN program_id SET STATISTICS 0', tenant_table);
  END LOOP;
END $$;
