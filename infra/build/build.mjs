// Compiles one package: every src/**/*.ts except specs becomes dist/**/*.js with a source map.
// SWC translates file by file without type information; `typecheck` is a task of its own, so that a start needs no tsc.
import { transformFile } from '@swc/core';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const project = resolve(workspace, process.argv[2] ?? '.');
const source = join(project, 'src');
const target = join(project, 'dist');
const { $schema: _schema, ...options } = JSON.parse(await readFile(join(workspace, '.swcrc.json'), 'utf8'));

await rm(target, { recursive: true, force: true });
const entries = await readdir(source, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
await Promise.all(
  files.map(async (file) => {
    const name = relative(source, file);
    if (/\.spec\.tsx?$/.test(name)) return;
    const destination = join(target, name);
    await mkdir(dirname(destination), { recursive: true });
    if (!/\.ts$/.test(name)) return copyFile(file, destination);
    const { code, map } = await transformFile(file, { ...options, swcrc: false, sourceFileName: file });
    const output = destination.replace(/\.ts$/, '.js');
    await writeFile(output, `${code}\n//# sourceMappingURL=${relative(dirname(output), output + '.map')}\n`);
    if (map) await writeFile(`${output}.map`, map);
  }),
);
