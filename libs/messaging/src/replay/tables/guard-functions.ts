/**
 * What stands guard before a table is made or dropped. `{schema}` and `{rebuild}` are put in by `readModelTables`. Every
 * function names its schemas itself and looks up nothing in one that somebody else may write to; temporary tables come last.
 */

/** The model's tables. Raises when it is not declared, or has a table that a plain copy could not replace. */
export const CHECK_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_check(model text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  names text[] := (SELECT tables FROM {schema}.read_models WHERE name = model);
  oids oid[];
  faults text;
BEGIN
  IF names IS NULL THEN
    RAISE EXCEPTION 'there is no read model % in {schema}', model USING ERRCODE = 'undefined_object';
  END IF;
  oids := ARRAY(SELECT c.oid FROM pg_class c WHERE c.relnamespace = '{schema}'::regnamespace AND c.relname = ANY(names));
  SELECT string_agg(fault, '; ' ORDER BY fault) INTO faults FROM (
    SELECT format('there is no table %I', name) AS fault FROM unnest(names) AS name
     WHERE to_regclass(format('{schema}.%I', name)) IS NULL
    UNION ALL
    SELECT format('%I is no ordinary table', relname) FROM pg_class
     WHERE oid = ANY(oids) AND (relkind <> 'r' OR relpersistence <> 'p' OR relispartition)
    UNION ALL
    SELECT format('%s inherits or is inherited from', inhrelid::regclass) FROM pg_inherits
     WHERE inhrelid = ANY(oids) OR inhparent = ANY(oids)
    UNION ALL
    SELECT format('%I has row security', relname) FROM pg_class WHERE oid = ANY(oids) AND relrowsecurity
    UNION ALL
    SELECT format('%s has extended statistics', stxrelid::regclass) FROM pg_statistic_ext WHERE stxrelid = ANY(oids)
    UNION ALL
    SELECT format('%s is published for replication', prrelid::regclass) FROM pg_publication_rel WHERE prrelid = ANY(oids)
    UNION ALL
    -- Views, foreign keys of other tables, functions: they would hold on to the old table, or go with it.
    SELECT format('%s depends on %s', pg_describe_object(d.classid, d.objid, d.objsubid), d.refobjid::regclass)
      FROM pg_depend d
     WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY(oids) AND d.deptype = 'n'
       AND NOT EXISTS (SELECT FROM pg_constraint own WHERE d.classid = 'pg_constraint'::regclass
                          AND own.oid = d.objid AND own.conrelid = ANY(oids))
       AND NOT EXISTS (SELECT FROM pg_attrdef own WHERE d.classid = 'pg_attrdef'::regclass
                          AND own.oid = d.objid AND own.adrelid = ANY(oids))
       AND NOT EXISTS (SELECT FROM pg_trigger own WHERE d.classid = 'pg_trigger'::regclass
                          AND own.oid = d.objid AND own.tgrelid = ANY(oids))
  ) AS found;
  IF faults IS NOT NULL THEN
    RAISE EXCEPTION 'read model % cannot be rebuilt beside: %', model, faults USING ERRCODE = 'feature_not_supported';
  END IF;
  RETURN names;
END $body$`;

/**
 * Raises unless this session holds the advisory lock of that name alone. So a second replay, or one that lost its lock with
 * its session, cannot touch what another one builds.
 */
export const HOLDING_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_holding(lock_name text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  PERFORM FROM pg_locks
    WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND mode = 'ExclusiveLock' AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((classid::bigint << 32) | objid::bigint) = hashtext(lock_name)::bigint;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this session does not hold the lock %', lock_name
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END $body$`;
