/**
 * The steps of a rebuild that need the owner's rights. The runtime role may call these four, and each looks first whether
 * its session holds the locks that make it safe.
 */

/** Removes whatever an earlier rebuild left behind. */
export const ABANDON_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_abandon() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  leftovers text := (SELECT string_agg(format('{rebuild}.%I', relname), ', ') FROM pg_class
                      WHERE relnamespace = '{rebuild}'::regnamespace AND relkind = 'r');
BEGIN
  PERFORM {schema}.read_model_holding('replay:{schema}');
  IF leftovers IS NOT NULL THEN
    EXECUTE 'DROP TABLE ' || leftovers;
  END IF;
END $body$`;

/** Makes the empty tables of a model in the rebuild schema, an inbox beside them, and what the inboxes are compared in. */
export const BEGIN_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_begin(model text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  PERFORM {schema}.read_model_abandon();
  PERFORM {schema}.read_model_copy({schema}.read_model_check(model) || 'inbox'::text);
  CREATE TABLE {rebuild}.inbox_ahead (event_id text NOT NULL);
  CREATE TABLE {rebuild}.inbox_lacking (event_id text NOT NULL);
  GRANT SELECT, INSERT ON {rebuild}.inbox_ahead, {rebuild}.inbox_lacking TO {role};
END $body$`;

/** Gives the planner its statistics, so that the first queries after the swap are planned for tables that are full. */
export const SETTLE_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_settle(model text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  one text;
BEGIN
  PERFORM {schema}.read_model_holding('replay:{schema}');
  FOREACH one IN ARRAY {schema}.read_model_check(model) || 'inbox'::text LOOP
    EXECUTE format('ANALYZE {rebuild}.%I', one);
  END LOOP;
END $body$`;

/**
 * Puts the rebuilt tables in the place of the live ones. The live consumer must be shut out. Raises when the live tables
 * were changed since the rebuild began: a migration would be undone.
 */
export const SWAP_FUNCTION = `CREATE OR REPLACE FUNCTION read_model_swap(model text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  names text[] := {schema}.read_model_check(model);
  live text := (SELECT string_agg(format('{schema}.%I', name), ', ' ORDER BY name) FROM unnest(names) AS name);
  one text;
  serials text[][];
BEGIN
  PERFORM {schema}.read_model_holding('replay:{schema}');
  PERFORM {schema}.read_model_holding('consume:' || (SELECT consumer FROM {schema}.read_models WHERE name = model));
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', live);
  IF {schema}.read_model_structure('{schema}', names) IS DISTINCT FROM {schema}.read_model_structure('{rebuild}', names) THEN
    RAISE EXCEPTION 'the tables of % were changed since its rebuild began; start again', model
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  -- A serial column's sequence goes on counting for the new table; an identity column's new sequence comes with it.
  serials := ARRAY(
    SELECT ARRAY[s.oid::regclass::text, t.relname::text, a.attname::text]
      FROM pg_depend d
      JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_class t ON t.oid = d.refobjid AND t.relnamespace = '{schema}'::regnamespace AND t.relname = ANY(names)
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a');
  FOR i IN 1 .. coalesce(array_length(serials, 1), 0) LOOP
    EXECUTE format('ALTER SEQUENCE %s OWNED BY NONE', serials[i][1]);
  END LOOP;
  EXECUTE 'DROP TABLE ' || live;
  FOREACH one IN ARRAY names LOOP
    EXECUTE format('ALTER TABLE {rebuild}.%I SET SCHEMA {schema}', one);
  END LOOP;
  FOR i IN 1 .. coalesce(array_length(serials, 1), 0) LOOP
    EXECUTE format('ALTER SEQUENCE %s OWNED BY {schema}.%I.%I', serials[i][1], serials[i][2], serials[i][3]);
  END LOOP;
  PERFORM {schema}.read_model_abandon();
END $body$`;
