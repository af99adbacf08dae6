/** A package archive that this machine's apt is set up to use. */
export interface AptSource {
  uri: string;
  suites: string[];
  components: string[];
  /** Path of a keyring, an ASCII-armoured key, or undefined for apt's default keys. */
  signedBy?: string;
  trusted: boolean;
}

/** Reads one-line sources (`*.list`) and deb822 sources (`*.sources`); disabled and source-only entries are left out. */
export function parseAptSources(fileName: string, text: string): AptSource[] {
  return fileName.endsWith('.sources') ? parseDeb822(text) : text.split('\n').flatMap(parseOneLine);
}

/** The archive that carries the given suite (`bookworm`) in its component `main`, as the machine itself uses it. */
export function archiveOf(sources: AptSource[], suite: string): AptSource | undefined {
  return sources.find((source) => source.suites.includes(suite) && source.components.includes('main'));
}

function parseOneLine(line: string): AptSource[] {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line.replace(/\s#.*$/, ''));
  if (!match) return [];
  const [, options = '', uri = '', suite = '', components = ''] = match;
  const option = (name: string): string | undefined =>
    options
      .split(/\s+/)
      .find((part) => part.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const signedBy = option('signed-by');
  return [
    {
      uri,
      suites: [suite],
      components: words(components),
      ...(signedBy && { signedBy }),
      trusted: option('trusted') === 'yes',
    },
  ];
}

function parseDeb822(text: string): AptSource[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = deb822Fields(stanza);
    if (!words(fields.get('types')).includes('deb') || /^(no|false|0)$/i.test(fields.get('enabled') ?? '')) return [];
    const signedBy = fields.get('signed-by');
    return words(fields.get('uris')).map((uri) => ({
      uri,
      suites: words(fields.get('suites')),
      components: words(fields.get('components')),
      ...(signedBy && { signedBy }),
      trusted: /^yes$/i.test(fields.get('trusted') ?? ''),
    }));
  });
}

/** Field names are case-insensitive; a line that begins with a space goes on with the field above, ` .` being a blank line. */
function deb822Fields(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  let current = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue;
    const start = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (start) {
      current = (start[1] ?? '').toLowerCase();
      fields.set(current, (start[2] ?? '').trim());
    } else if (/^\s/.test(line) && current) {
      fields.set(current, `${fields.get(current)}\n${line.trim().replace(/^\.$/, '')}`.trimStart());
    }
  }
  return fields;
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(Boolean);
}
