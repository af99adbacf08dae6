import type { Json } from '../json.js';

/** What came back for a run that waited, `{ output }` or the output itself. */
export function answered(resumedBy: Json): Json {
  if (typeof resumedBy === 'object' && resumedBy !== null && !Array.isArray(resumedBy)) {
    const { output } = resumedBy as { readonly output?: Json };
    if (output !== undefined) return output;
  }
  return resumedBy;
}
