/** Whoever acts, as it reads in a sentence; what the API names them (`user:owner`, `key:n8n`) is for machines. Agents have names of their own. */
export function actorWords(actor: string): string {
  if (actor === 'system') return 'the system';
  if (actor === 'user:owner') return 'the owner';
  const [, kind, name] = /^(\w+):(.+)$/s.exec(actor) ?? [];
  return (kind && name && KINDS[kind]?.(name)) ?? actor;
}

const KINDS: Readonly<Record<string, (name: string) => string>> = {
  user: (name) => name,
  key: (name) => `the key ${name}`,
  rule: (name) => `the rule ${name.replaceAll('-', ' ')}`,
  shopify: () => 'Shopify',
  service: (name) => `the ${name} service`,
};
