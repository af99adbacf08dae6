/** An agent as the rest of the program knows it, built by the database in one go. */
export const AGENT_JSON = `json_build_object(
  'id', id, 'name', name, 'department', department, 'level', level, 'reportsTo', reports_to,
  'alsoReportsTo', also_reports_to, 'role', role, 'inLegacy', in_legacy, 'inTarget', in_target, 'status', status,
  'sla', json_build_object('p95Ms', sla_p95_ms), 'executor', executor, 'tools', tools,
  'budget', json_build_object('category', budget_category), 'personas', personas, 'capabilities', capabilities,
  'resilience', resilience, 'sources', sources, 'version', version)`;

export const CAPABILITY_JSON = `json_build_object(
  'name', name, 'title', title, 'description', description, 'inputSchema', input_schema, 'outputSchema', output_schema,
  'effects', effects, 'dataClass', data_class, 'reversible', reversible, 'comparator', comparator, 'approval', approval,
  'timeoutMs', timeout_ms, 'version', version)`;
