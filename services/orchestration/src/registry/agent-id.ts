/** An agent's id from its name, as agents' own reports have it: `SEO/SEM Agent` is `seo-sem-agent`. */
export function agentIdOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
