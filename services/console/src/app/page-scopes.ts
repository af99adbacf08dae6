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

/** Whether scopes of a key cover one: `*`, `finance:*` or the scope itself. */
export const covers = (scopes: readonly string[], scope: string): boolean =>
  scopes.some((one) => one === '*' || one === scope || one === `${scope.split(':')[0]}:*`);

/** Where whoever has these scopes begins: the first of the places that they may see; undefined where they see none. */
export const firstOpen = (places: readonly string[], scopes: readonly string[]): string | undefined =>
  places.find((to) => covers(scopes, scopeOf(to) ?? ''));
