/**
 * Writes docs/limits.md from src-shared/policy: `node tools/make/limits-doc.ts`.
 * The page is committed; a test tells when it no longer matches the code.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { DAY, HOUR, MINUTE, SECOND } from '../../src-shared/time/units.ts';

export const LIMITS_DOC = path.resolve(import.meta.dirname, '..', '..', 'docs', 'limits.md');

const POLICY = path.resolve(import.meta.dirname, '..', '..', 'src-shared', 'policy');

const UNITS = [
  ['DAY', DAY, 'd'],
  ['HOUR', HOUR, 'h'],
  ['MINUTE', MINUTE, 'min'],
  ['SECOND', SECOND, 's'],
] as const;

const HEAD = `# Limits

Every number that decides how often, how long and how much: made from \`src-shared/policy\` by \`node tools/make/limits-doc.ts\`.
Kiosk and head office read the same constants. What head office counts is in its database, so several hubs count together.
What a kiosk counts is in its journal, on the steady clock ([0003](decisions/0003-one-steady-clock.md)), so a restart changes none.

Sources: *domain* and *MCRN guide* are the rules of the branch; CNIL 2022-100, NIST SP 800-63B-4, OWASP, ASVS 5.0 and WCAG 2.2 are
published. Where no source is named, the number is ours. [security.md](security.md) says what the limits stand against.
`;

/** A value read from the source, with the unit of a duration. */
interface Amount {
  readonly value: number;
  /** Milliseconds or seconds; undefined: a count. */
  readonly unit?: 'ms' | 's' | undefined;
}

/** One line of the page. */
interface Row {
  readonly name: string;
  readonly amount: string;
  readonly meaning: string;
}

/** Reads `24 * HOUR`, `1_000`, `[MINUTE, 2 * MINUTE]` or the name of a constant above; undefined: no number. */
function amountOf(node: ts.Expression, known: ReadonlyMap<string, Amount>): Amount | undefined {
  if (ts.isNumericLiteral(node)) return { value: Number(node.text.replaceAll('_', '')) };
  if (ts.isIdentifier(node)) return known.get(node.text);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AsteriskToken)
    return undefined;
  const left = amountOf(node.left, known);
  const right = amountOf(node.right, known);
  if (left === undefined || right === undefined) return undefined;
  return { value: left.value * right.value, unit: left.unit ?? right.unit };
}

/** `90 d`, `24 h`, `10 min`: in the largest unit that divides it; up to two days in hours. */
function inWords({ value, unit }: Amount): string {
  if (unit === undefined || value === 0) return value.toLocaleString('en');
  const milliseconds = unit === 's' ? value * SECOND : value;
  const [, size, sign] =
    UNITS.find(([, of]) => milliseconds % of === 0 && (of < DAY || milliseconds > 2 * DAY)) ?? UNITS[3];
  return `${String(milliseconds / size)} ${sign}`;
}

/** The text of a doc comment on one line, without links and the unit: the page has it in the value. */
function docOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  const text = comment === undefined ? '' : (ts.getTextOfJSDocComment(comment.comment) ?? '');
  return text
    .replaceAll(/\{@link (\w+)\}/gu, '`$1`')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^Milliseconds/u, 'Time')
    .replace(/,? in (?:milli)?seconds(?=[,.: ])/u, '')
    .trim();
}

/** The rows of one value: one for a number, a list or refused characters, one for each property of an object. */
function rowsOf(
  name: string,
  expression: ts.Expression,
  meaning: string,
  known: ReadonlyMap<string, Amount>,
): Row[] {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) {
    return rowsOf(name, expression.expression, meaning, known);
  }
  const inSeconds = /seconds$/iu.test(name.split('.')[0] ?? '');
  const words = (amount: Amount): string =>
    inWords(inSeconds && amount.unit === undefined ? { value: amount.value, unit: 's' } : amount);
  if (ts.isArrayLiteralExpression(expression)) {
    const amounts = expression.elements.map((element) => amountOf(element, known));
    const all = amounts.filter((amount) => amount !== undefined);
    if (all.length === 0 || all.length < amounts.length) return [];
    return [{ name, amount: all.map((amount) => words(amount)).join(', '), meaning }];
  }
  if (ts.isObjectLiteralExpression(expression)) return objectRows(name, expression, meaning, known);
  if (ts.isStringLiteral(expression) && name.endsWith('.refused')) {
    return [{ name, amount: inCode(Array.from(expression.text).join(' ')), meaning }];
  }
  const amount = amountOf(expression, known);
  return amount === undefined ? [] : [{ name, amount: words(amount), meaning }];
}

/** Characters as code in a cell of a table. */
function inCode(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence} ${text.replaceAll('|', String.raw`\|`)} ${fence}`;
}

/** The rows of an object: `most` in a `window` and `points` in `seconds` are one row. */
function objectRows(
  name: string,
  object: ts.ObjectLiteralExpression,
  meaning: string,
  known: ReadonlyMap<string, Amount>,
): Row[] {
  const properties = object.properties.filter((property) => ts.isPropertyAssignment(property));
  const amounts = new Map(
    properties.map((property) => [nameOf(property.name), amountOf(property.initializer, known)]),
  );
  const most = amounts.get('most') ?? amounts.get('points');
  const window = amounts.get('window') ?? secondsOf(amounts.get('seconds'));
  if (most !== undefined && window !== undefined) {
    return [{ name, amount: `${inWords(most)} in ${inWords(window)}`, meaning }];
  }
  const least = amounts.get('least');
  if (least !== undefined && most !== undefined) {
    return [{ name, amount: `${inWords(least)} to ${inWords(most)}`, meaning }];
  }
  const rows = properties.flatMap((property) =>
    rowsOf(`${name}.${nameOf(property.name)}`, property.initializer, docOf(property), known),
  );
  return rows.length > 0 && meaning !== '' ? [{ name, amount: '', meaning }, ...rows] : rows;
}

function secondsOf(amount: Amount | undefined): Amount | undefined {
  return amount === undefined ? undefined : { value: amount.value, unit: 's' };
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}

/** The rows of one file of policy. */
function rowsOfFile(file: string): Row[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const known = new Map<string, Amount>(UNITS.map(([name, value]) => [name, { value, unit: 'ms' }]));
  return source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) =>
      statement.declarationList.declarations.flatMap(({ name, initializer }) => {
        if (!ts.isIdentifier(name) || initializer === undefined) return [];
        const amount = amountOf(initializer, known);
        if (amount !== undefined) known.set(name.text, amount);
        const meaning = docOf(statement);
        return meaning === '' ? [] : rowsOf(name.text, initializer, meaning, known);
      }),
    );
}

/** The whole page. */
export function limitsDoc(): string {
  const parts = readdirSync(POLICY, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
    .map((file) => ({ file, rows: rowsOfFile(path.join(POLICY, file)) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ file, rows }) => {
      const lines = rows.map(({ name, amount, meaning }) => `| \`${name}\` | ${amount} | ${meaning} |`);
      return `## ${file.slice(0, -'.ts'.length)}\n\n| constant | value | meaning and source |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
    });
  return [HEAD, ...parts].join('\n');
}

if (import.meta.main) writeFileSync(LIMITS_DOC, limitsDoc());
