import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Docstrings } from '../event-documentation.js';

/**
 * Docstrings of the classes below a folder and of their fields, by `Class` and `Class.field`, each as one line. Reads the
 * sources; specs are left out. Throws when two classes of these names have docstrings.
 */
export function docstringsBelow(folder: string, classNames: ReadonlySet<string>): Docstrings {
  const found = new Map<string, string>();
  const note = (key: string, node: ts.Node): void => {
    const text = textOf(node);
    if (text === '') return;
    if (found.has(key)) throw new Error(`${key} is documented twice below ${folder}`);
    found.set(key, text);
  };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
    for (const node of source.statements) {
      if (!ts.isClassDeclaration(node) || !node.name || !classNames.has(node.name.text)) continue;
      note(node.name.text, node);
      for (const member of node.members) {
        if (ts.isPropertyDeclaration(member)) note(`${node.name.text}.${member.name.getText()}`, member);
      }
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(node: ts.Node): string {
  const blocks = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = blocks.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join(' ');
  return text.replaceAll(/\s+/g, ' ').trim();
}
