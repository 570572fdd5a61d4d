import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sameTown } from '../../src-shared/values/contact/postal-code.ts';

/**
 * Makes resources/postal-codes/france.json of two npm packages (see resources/postal-codes/LICENSE.md):
 * node tools/make/postal-codes.ts communes.json codes-postaux.json
 *
 * `communes.json`, of `@etalab/decoupage-administratif`: the towns of today. `codes-postaux.json`, of `codes-postaux`:
 * codes and towns of before, which people still write.
 */
const [, , today, before] = process.argv;
if (today === undefined || before === undefined)
  throw new Error('usage: node tools/make/postal-codes.ts communes.json codes-postaux.json');

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const communes = read(today) as { nom: string; codesPostaux?: string[] }[];
const former = read(before) as { codePostal: string; nomCommune: string }[];

const towns = new Map<string, string[]>();
for (const { nom, codesPostaux = [] } of communes) for (const code of codesPostaux) add(code, nom);
for (const { codePostal, nomCommune } of former) add(codePostal, nomCommune);

function add(code: string, name: string): void {
  // Letters to Paris, Lyon and Marseille name the town only; the postal code tells the district.
  const town = name.replace(/ \d+(?:er|e) Arrondissement$/u, '');
  const known = towns.get(code) ?? [];
  const same = known.findIndex((other) => sameTown(withoutArticle(other), withoutArticle(town)));
  // Of two spellings the longer one has the article.
  if (same < 0) towns.set(code, [...known, town]);
  else if (town.length > (known[same]?.length ?? 0)) known[same] = town;
}

function withoutArticle(town: string): string {
  return town.replace(/^(?:l['’]|l[ae]s? )/iu, '');
}

const french = new Intl.Collator('fr');
const lines = [...towns]
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([code, names]) => `${JSON.stringify(code)}:${JSON.stringify(names.toSorted(french.compare))}`);
const target = path.join(import.meta.dirname, '../../resources/postal-codes/france.json');
writeFileSync(target, `{${lines.join(',\n')}}\n`);
process.stdout.write(`${lines.length} postal codes\n`);
