/** The messages of the page, read from the syntax trees of src/app. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import ts from 'typescript';

const app = fileURLToPath(new URL('../../../src/app/', import.meta.url));

export interface SourceMessage {
  id: string;
  /** Its text around the placeholders: one part more than there are placeholders. */
  parts: string[];
  /** Path under src/app. */
  file: string;
}

/** Every `msg(…)` in src/app; the same words at several places come several times. */
export function sourceMessages(): SourceMessage[] {
  return sources().flatMap(({ file, tree }) =>
    nodesOf(tree)
      .filter(ts.isCallExpression)
      .filter(({ expression }) => ts.isIdentifier(expression) && expression.text === 'msg')
      .map(({ arguments: [words] }) => {
        const parts = words && partsOf(words);
        if (!parts) throw new Error(`${file}: msg() of neither a text nor str\`…\`: ${words?.getText()}`);
        return { id: generateMsgId(parts.length > 1 ? parts : (parts[0] ?? ''), false), parts, file };
      }),
  );
}

/** Words of the elements' templates that are in the code as they stand, outside any `msg(…)`. */
export function plainWords(): string[] {
  return sources().flatMap(({ tree }) =>
    nodesOf(tree)
      .filter(ts.isTaggedTemplateExpression)
      .filter(({ tag }) => ts.isIdentifier(tag) && tag.text === 'html')
      .flatMap(({ template }) => {
        const markup = textsOf(template).join('{}');
        const attributes = markup.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g);
        return [markup.replaceAll(/<[^>]*>/g, ' '), ...Array.from(attributes, ([, value = '']) => value)];
      })
      .flatMap((text) => text.match(/\p{L}{2,}/gu) ?? []),
  );
}

function sources(): { file: string; tree: ts.SourceFile }[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('locales'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(app, file), 'utf8');
      return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
    });
}

function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return nodes;
}

function partsOf(words: ts.Expression): string[] | undefined {
  if (ts.isStringLiteral(words)) return [words.text];
  const tagged = ts.isTaggedTemplateExpression(words) && words.tag.getText() === 'str';
  return tagged ? textsOf(words.template) : undefined;
}

function textsOf(template: ts.TemplateLiteral): string[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template.text];
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
}
