import { archiveOf, parseAptSources } from './apt-sources.js';

describe('sources of apt', () => {
  it('reads deb822 with several suites and a keyring', () => {
    const text = [
      'Types: deb',
      '# a comment',
      'URIs: http://mirror.example/debian',
      'Suites: bookworm bookworm-updates',
      'Components: main contrib',
      'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
      '',
      'Types: deb-src',
      'URIs: http://mirror.example/debian',
      'Suites: bookworm',
      'Components: main',
    ].join('\n');
    expect(parseAptSources('debian.sources', text)).toEqual([
      {
        uri: 'http://mirror.example/debian',
        suites: ['bookworm', 'bookworm-updates'],
        components: ['main', 'contrib'],
        signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
        trusted: false,
      },
    ]);
  });

  it('leaves out what is disabled', () => {
    const text = 'Types: deb\nURIs: http://a\nSuites: b\nComponents: main\nEnabled: no\n';
    expect(parseAptSources('x.sources', text)).toEqual([]);
  });

  it('keeps a key that is written into the file, with its blank lines', () => {
    const text = [
      'Types: deb',
      'URIs: http://a',
      'Suites: b',
      'Components: main',
      'Signed-By:',
      ' -----BEGIN PGP PUBLIC KEY BLOCK-----',
      ' .',
      ' mQINB',
      ' -----END PGP PUBLIC KEY BLOCK-----',
    ].join('\n');
    expect(parseAptSources('x.sources', text)[0]?.signedBy).toBe(
      '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINB\n-----END PGP PUBLIC KEY BLOCK-----',
    );
  });

  it('reads one-line sources with and without options', () => {
    const text = [
      '# deb http://off bookworm main',
      'deb [arch=amd64 signed-by=/etc/k.gpg trusted=yes] http://one bookworm main contrib # why',
      'deb-src http://two bookworm main',
      'deb http://three trixie main',
    ].join('\n');
    expect(parseAptSources('sources.list', text)).toEqual([
      {
        uri: 'http://one',
        suites: ['bookworm'],
        components: ['main', 'contrib'],
        signedBy: '/etc/k.gpg',
        trusted: true,
      },
      { uri: 'http://three', suites: ['trixie'], components: ['main'], trusted: false },
    ]);
  });

  it('finds the archive of a suite by its component main', () => {
    const sources = parseAptSources(
      'sources.list',
      'deb http://vendor bookworm stable\ndeb http://debian bookworm main\ndeb http://security bookworm-security main',
    );
    expect(archiveOf(sources, 'bookworm')?.uri).toBe('http://debian');
    expect(archiveOf(sources, 'forky')).toBeUndefined();
  });
});
