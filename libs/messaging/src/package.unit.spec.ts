import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import * as limits from './limits.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(PACKAGE, 'src');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

/** The one neighbour that it may take along when it is published. */
const NEIGHBOUR = '@vividwalls/persistence';

/** Of whoever uses this package; its own scope aside. */
const FOREIGN_WORDS =
  /shopify|vividwalls|art ?print|artwork|canvas|webhook|checkout|customer|merchant|refund|payout|finance\.|orders?\.paid/i;

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !/(^|\/)testing\//.test(name))
  .map((name) => parse(join(SOURCE, name)));

describe('the package', () => {
  it('imports no other package of the workspace than persistence, nor anything outside of itself', () => {
    const foreign = sources.flatMap((source) =>
      importsOf(source)
        .filter((specifier) => isForeign(source, specifier))
        .map((specifier) => `${nameOf(source)}: ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });

  it('depends in its manifest on everything it imports, and on nothing more of the workspace', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = sources.flatMap(importsOf).filter((specifier) => !/^(\.|node:)/.test(specifier));
    const undeclared = [...new Set(imported.map(packageOf))].filter((name) => !(name in manifest.dependencies));
    expect(undeclared).toEqual([]);
    expect(Object.keys(manifest.dependencies).filter(isOfWorkspace)).toEqual([NEIGHBOUR]);
  });

  it('has no word of those who use it', () => {
    const words = sources.flatMap((source) => foreignWordsIn(source.text).map((word) => `${nameOf(source)}: ${word}`));
    expect(words).toEqual([]);
    expect(foreignWordsIn(README)).toEqual([]);
  });

  it('says of every class that it exports what it is', () => {
    const silent = exportedFrom(join(SOURCE, 'index.ts'))
      .filter((statement) => ts.isClassDeclaration(statement))
      .filter((declaration) => ts.getJSDocCommentsAndTags(declaration).length === 0)
      .map((declaration) => declaration.name?.text);
    expect(silent).toEqual([]);
  });
});

describe('its README', () => {
  it('shows code of the example only, as it stands there', () => {
    const blocks = [...README.matchAll(/```ts\n\/\/ src\/example\/(\S+)\n([^]*?)```/g)];
    expect(blocks).toHaveLength(README.match(/```ts/g)!.length);
    for (const [, file, code] of blocks) expect(unindented(readExample(file!))).toContain(unindented(code!));
  });

  it('tells every limit with its default, in the order of limits.ts', () => {
    const rows = [...README.matchAll(/^\| `([A-Z_]+)` +\| +([\d,]+) \|/gm)].map(([, name, value]) => [name, value]);
    const values = limits as unknown as Record<string, number>;
    const declared = [...readFileSync(join(SOURCE, 'limits.ts'), 'utf8').matchAll(/^export const (\w+)/gm)];
    expect(rows).toEqual(declared.map(([, name]) => [name, values[name!]!.toLocaleString('en-US')]));
  });

  it('names nothing that is not there', () => {
    const names = [...README.matchAll(/`@?([A-Za-z]+)(?:[.(`])/g)].map(([, name]) => name!);
    const text = sources.map(({ text: one }) => one).join('\n');
    const unknown = names.filter(
      (name) => /[a-z][A-Z]|^[A-Z][a-z]/.test(name) && !new RegExp(`\\b${name}\\b`).test(text),
    );
    expect(unknown).toEqual([]);
  });
});

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function nameOf({ fileName }: ts.SourceFile): string {
  return relative(SOURCE, fileName);
}

function importsOf({ text }: ts.SourceFile): string[] {
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
}

function isForeign({ fileName }: ts.SourceFile, specifier: string): boolean {
  if (!specifier.startsWith('.')) return isOfWorkspace(specifier) && specifier !== NEIGHBOUR;
  return relative(SOURCE, resolve(fileName, '..', specifier)).startsWith('..');
}

function isOfWorkspace(name: string): boolean {
  return name.startsWith('@vividwalls/');
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function foreignWordsIn(text: string): string[] {
  const rest = text.replace(/@vividwalls\/(messaging|persistence)/g, '');
  return [...rest.matchAll(new RegExp(FOREIGN_WORDS, 'gi'))].map(([word]) => word);
}

/** Exported declarations that an index reaches through other indexes. */
function exportedFrom(index: string): ts.Statement[] {
  return parse(index).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    const path = resolve(index, '..', text.replace(/\.js$/, '.ts'));
    if (basename(path) === 'index.ts') return exportedFrom(path);
    return parse(path).statements.filter(
      (one) => ts.getCombinedModifierFlags(one as unknown as ts.Declaration) & ts.ModifierFlags.Export,
    );
  });
}

const readExample = (file: string) => readFileSync(join(SOURCE, 'example', file), 'utf8');

const unindented = (code: string) =>
  code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
