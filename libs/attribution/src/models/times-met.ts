/** How many touches each player of a path has. */
export function timesMet(players: readonly string[]): Map<string, number> {
  const met = new Map<string, number>();
  for (const player of players) met.set(player, (met.get(player) ?? 0) + 1);
  return met;
}
