/** `SEO/SEM Agent` is `seo-sem-agent`. */
export const agentIdOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
