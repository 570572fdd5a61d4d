import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes resources/postal-codes/france.json of `codes-postaux.json` as the npm package `codes-postaux` has it (see
 * resources/postal-codes/LICENSE.md): node tools/make-postal-codes.ts FILE
 */
const [, , file] = process.argv;
if (file === undefined) throw new Error('usage: node tools/make-postal-codes.ts codes-postaux.json');

const rows = JSON.parse(readFileSync(file, 'utf8')) as { codePostal: string; nomCommune: string }[];
const towns = new Map<string, Set<string>>();
for (const { codePostal, nomCommune } of rows) {
  // Letters to Paris, Lyon and Marseille name the town only; the postal code tells the district.
  const town = nomCommune.replace(/ \d+(?:er|e) Arrondissement$/u, '');
  towns.set(codePostal, (towns.get(codePostal) ?? new Set()).add(town));
}
const french = new Intl.Collator('fr');
const lines = [...towns]
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([code, names]) => `${JSON.stringify(code)}:${JSON.stringify([...names].toSorted(french.compare))}`);
const target = path.join(import.meta.dirname, '../resources/postal-codes/france.json');
writeFileSync(target, `{${lines.join(',\n')}}\n`);
process.stdout.write(`${lines.length} postal codes\n`);
