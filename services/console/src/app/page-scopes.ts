/** What a page can't do without, by the beginning of its path; longer ones first. */
const SCOPES: readonly (readonly [string, string])[] = [
  ['/system/keys', 'keys:read'],
  ['/system', 'gateway:read'],
  ['/dead-letters', 'gateway:read'],
  ['/events', 'audit:read'],
  ['/tasks', 'orchestration:read'],
  ['/agents', 'orchestration:read'],
  ['/approvals', 'governance:read'],
  ['/finance', 'finance:read'],
];

/** The scope without which nothing of the page can be shown; undefined where there is no such page. */
export function scopeOf(path: string): string | undefined {
  const [plain = ''] = path.split(/[?#]/);
  if (plain === '/' || plain === '') return 'orchestration:read';
  return SCOPES.find(([start]) => plain === start || plain.startsWith(`${start}/`))?.[1];
}
