/**
 * A table's structure, told and copied. PostgreSQL prints definitions with the names that the search path makes necessary.
 * Read while the path begins with the live schema, they name its tables plainly; run while it begins with the rebuild
 * schema, the same text names the copies where there is one (a foreign key between two tables of the model) and the live
 * object where there is none. Names of indexes and constraints stay as they are, because the schemas differ: after the swap
 * nothing tells a rebuilt table from the one that a migration made.
 */

/** Everything about tables that a copy must have too, as text to compare. */
export const STRUCTURE_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_structure(place text, names text[]) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  oids oid[] := ARRAY(SELECT c.oid FROM pg_class c WHERE c.relnamespace = place::regnamespace AND c.relname = ANY(names));
  described text;
BEGIN
  PERFORM set_config('search_path', format('%I, {schema}, pg_temp', place), true);
  SELECT string_agg(line, E'\\n' ORDER BY line COLLATE "C") INTO described FROM (
    SELECT format('%s is %s options %s comment %s rights %s', c.relname, c.relkind, c.reloptions,
                  obj_description(c.oid, 'pg_class'),
                  (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(c.relacl) AS a)) AS line
      FROM pg_class c WHERE c.oid = ANY(oids)
    UNION ALL
    SELECT format('%s column %s %I %s collation %s null %s identity %s generated %s storage %s %s default %s rights %s',
                  a.attrelid::regclass, row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum), a.attname,
                  format_type(a.atttypid, a.atttypmod), a.attcollation, NOT a.attnotnull, a.attidentity, a.attgenerated,
                  a.attstorage, a.attcompression, pg_get_expr(d.adbin, d.adrelid),
                  (SELECT string_agg(r::text, ' ' ORDER BY r::text) FROM unnest(a.attacl) AS r))
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = ANY(oids) AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT format('%s constraint %I %s valid %s', conrelid::regclass, conname, pg_get_constraintdef(oid, true), convalidated)
      FROM pg_constraint WHERE conrelid = ANY(oids)
    UNION ALL
    SELECT format('%s valid %s', pg_get_indexdef(indexrelid, 0, true), indisvalid) FROM pg_index WHERE indrelid = ANY(oids)
    UNION ALL
    SELECT format('%s enabled %s', pg_get_triggerdef(oid, true), tgenabled)
      FROM pg_trigger WHERE tgrelid = ANY(oids) AND NOT tgisinternal
  ) AS lines;
  RETURN described;
END $body$`;

/** Makes empty copies of the live schema's tables in the rebuild schema. Raises when a copy is not as its original. */
export const COPY_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_copy(names text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  oids oid[] := ARRAY(SELECT c.oid FROM pg_class c WHERE c.relnamespace = '{schema}'::regnamespace AND c.relname = ANY(names));
  statements text[];
  one text;
BEGIN
  FOREACH one IN ARRAY names LOOP
    EXECUTE format('CREATE TABLE {rebuild}.%1$I (LIKE {schema}.%1$I INCLUDING ALL EXCLUDING INDEXES)', one);
  END LOOP;
  PERFORM set_config('search_path', '{schema}, pg_temp', true);
  SELECT array_agg(statement ORDER BY turn, statement) INTO statements FROM (
    SELECT CASE contype WHEN 'f' THEN 3 ELSE 1 END AS turn,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid, true)) AS statement
      FROM pg_constraint WHERE conrelid = ANY(oids) AND contype IN ('p', 'u', 'x', 'f')
    UNION ALL
    SELECT 2, pg_get_indexdef(i.indexrelid, 0, true) FROM pg_index i
     WHERE i.indrelid = ANY(oids) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = i.indrelid)
    UNION ALL
    SELECT 4, pg_get_triggerdef(oid, true) FROM pg_trigger WHERE tgrelid = ANY(oids) AND NOT tgisinternal
    UNION ALL
    SELECT 5, format('ALTER TABLE %s SET (%s)', oid::regclass, array_to_string(reloptions, ', '))
      FROM pg_class WHERE oid = ANY(oids) AND reloptions IS NOT NULL
    UNION ALL
    SELECT 5, format('COMMENT ON TABLE %s IS %L', oid::regclass, obj_description(oid, 'pg_class'))
      FROM pg_class WHERE oid = ANY(oids) AND obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 6, format('GRANT %s ON %s TO %s%s', r.privilege_type, c.oid::regclass,
                     CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END,
                     CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' END)
      FROM pg_class c, aclexplode(c.relacl) r WHERE c.oid = ANY(oids) AND r.grantee <> c.relowner
    UNION ALL
    SELECT 6, format('GRANT %s (%I) ON %s TO %s%s', r.privilege_type, a.attname, a.attrelid::regclass,
                     CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END,
                     CASE WHEN r.is_grantable THEN ' WITH GRANT OPTION' END)
      FROM pg_attribute a, aclexplode(a.attacl) r WHERE a.attrelid = ANY(oids) AND NOT a.attisdropped
  ) AS definitions;
  PERFORM set_config('search_path', '{rebuild}, {schema}, pg_temp', true);
  FOREACH one IN ARRAY coalesce(statements, '{}') LOOP
    EXECUTE one;
  END LOOP;
  IF {schema}.read_model_structure('{schema}', names) IS DISTINCT FROM {schema}.read_model_structure('{rebuild}', names) THEN
    RAISE EXCEPTION 'the copies are not as their originals' USING ERRCODE = 'feature_not_supported',
      DETAIL = format(E'original:\\n%s\\ncopy:\\n%s', {schema}.read_model_structure('{schema}', names),
                      {schema}.read_model_structure('{rebuild}', names));
  END IF;
END $body$`;
