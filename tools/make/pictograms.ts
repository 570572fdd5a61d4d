/**
 * Makes resources/pictograms/pictograms.json from the icon set "Fluent Emoji Flat" (Microsoft, MIT):
 *
 *   node tools/make/pictograms.ts
 *
 * The result is committed; run this again only when the list below changes. Every outline is reduced to absolute
 * `M`, `L`, `C` and `Z` with two decimals, so that the kiosk can move each coordinate on its own. An icon with anything
 * but filled paths, circles, ellipses and rectangles is refused: choose another.
 *
 * What makes a good pictogram: an everyday thing that an elderly person names at once, alone in the picture, drawn in
 * more than pale grey, and that no other pictogram of the list could be taken for (no taxi beside a car).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import svgpath from 'svgpath';

/** Icon of the set, French word, English word. The icon's name is the pictogram's id. */
const LIST: readonly (readonly [string, string, string])[] = [
  ['cat', 'chat', 'cat'],
  ['horse', 'cheval', 'horse'],
  ['cow', 'vache', 'cow'],
  ['pig', 'cochon', 'pig'],
  ['rabbit', 'lapin', 'rabbit'],
  ['elephant', 'éléphant', 'elephant'],
  ['lion', 'lion', 'lion'],
  ['monkey', 'singe', 'monkey'],
  ['turtle', 'tortue', 'turtle'],
  ['snail', 'escargot', 'snail'],
  ['butterfly', 'papillon', 'butterfly'],
  ['honeybee', 'abeille', 'bee'],
  ['lady-beetle', 'coccinelle', 'ladybird'],
  ['spider', 'araignée', 'spider'],
  ['fish', 'poisson', 'fish'],
  ['penguin', 'pingouin', 'penguin'],
  ['owl', 'hibou', 'owl'],
  ['rooster', 'coq', 'rooster'],
  ['duck', 'canard', 'duck'],
  ['frog', 'grenouille', 'frog'],
  ['snake', 'serpent', 'snake'],
  ['kangaroo', 'kangourou', 'kangaroo'],
  ['hedgehog', 'hérisson', 'hedgehog'],
  ['red-apple', 'pomme', 'apple'],
  ['pear', 'poire', 'pear'],
  ['banana', 'banane', 'banana'],
  ['lemon', 'citron', 'lemon'],
  ['cherries', 'cerise', 'cherry'],
  ['strawberry', 'fraise', 'strawberry'],
  ['grapes', 'raisin', 'grapes'],
  ['pineapple', 'ananas', 'pineapple'],
  ['carrot', 'carotte', 'carrot'],
  ['mushroom', 'champignon', 'mushroom'],
  ['watermelon', 'pastèque', 'watermelon'],
  ['croissant', 'croissant', 'croissant'],
  ['cheese-wedge', 'fromage', 'cheese'],
  ['egg', 'œuf', 'egg'],
  ['birthday-cake', 'gâteau', 'cake'],
  ['teapot', 'théière', 'teapot'],
  ['bicycle', 'vélo', 'bicycle'],
  ['key', 'clé', 'key'],
  ['pencil', 'crayon', 'pencil'],
  ['umbrella', 'parapluie', 'umbrella'],
  ['scissors', 'ciseaux', 'scissors'],
  ['hammer', 'marteau', 'hammer'],
  ['ladder', 'échelle', 'ladder'],
  ['bed', 'lit', 'bed'],
  ['chair', 'chaise', 'chair'],
  ['door', 'porte', 'door'],
  ['window', 'fenêtre', 'window'],
  ['open-book', 'livre', 'book'],
  ['watch', 'montre', 'watch'],
  ['glasses', 'lunettes', 'glasses'],
  ['top-hat', 'chapeau', 'hat'],
  ['mans-shoe', 'chaussure', 'shoe'],
  ['socks', 'chaussette', 'sock'],
  ['gloves', 'gant', 'glove'],
  ['crown', 'couronne', 'crown'],
  ['ring', 'bague', 'ring'],
  ['telephone', 'téléphone', 'telephone'],
  ['television', 'télévision', 'television'],
  ['light-bulb', 'ampoule', 'light bulb'],
  ['candle', 'bougie', 'candle'],
  ['toothbrush', 'brosse à dents', 'toothbrush'],
  ['bucket', 'seau', 'bucket'],
  ['broom', 'balai', 'broom'],
  ['guitar', 'guitare', 'guitar'],
  ['drum', 'tambour', 'drum'],
  ['bell', 'cloche', 'bell'],
  ['wrapped-gift', 'cadeau', 'gift'],
  ['envelope', 'enveloppe', 'envelope'],
  ['luggage', 'valise', 'suitcase'],
  ['rocket', 'fusée', 'rocket'],
  ['airplane', 'avion', 'aeroplane'],
  ['locomotive', 'train', 'train'],
  ['automobile', 'voiture', 'car'],
  ['tractor', 'tracteur', 'tractor'],
  ['sailboat', 'bateau', 'boat'],
  ['deciduous-tree', 'arbre', 'tree'],
  ['rose', 'rose', 'rose'],
  ['cactus', 'cactus', 'cactus'],
  ['sun', 'soleil', 'sun'],
  ['crescent-moon', 'lune', 'moon'],
  ['star', 'étoile', 'star'],
  ['rainbow', 'arc-en-ciel', 'rainbow'],
  ['snowman-without-snow', 'bonhomme de neige', 'snowman'],
  ['house', 'maison', 'house'],
  ['tooth', 'dent', 'tooth'],
  ['red-heart', 'cœur', 'heart'],
];

/** One filled outline, in the form of the resource. */
interface Shape {
  d: string;
  fill: string;
  opacity?: number;
  evenOdd?: true;
}

type Attributes = Readonly<Record<string, string>>;

/** A circle or ellipse as two arcs. */
function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

/** A rectangle with corners of radius `r`. */
function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`
  );
}

/** The outline of one element of an icon. */
function outline(tag: string, a: Attributes): string {
  const number = (name: string) => Number(a[name] ?? 0);
  if (tag === 'path' && a['d'] !== undefined) return a['d'];
  if (tag === 'circle') return ellipse(number('cx'), number('cy'), number('r'), number('r'));
  if (tag === 'ellipse') return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
  if (tag === 'rect')
    return rectangle(number('x'), number('y'), number('width'), number('height'), number('rx'));
  throw new Error(`cannot convert <${tag}>`);
}

/** Absolute `M`, `L`, `C`, `Z` with two decimals. */
function reduce(d: string, transform: string): string {
  const path = svgpath(d).transform(transform).abs().unarc().unshort();
  path.iterate(([command, ...n], _index, x, y) => {
    if (command === 'H') return [['L', n[0] ?? NaN, y]];
    if (command === 'V') return [['L', x, n[0] ?? NaN]];
    if (command !== 'Q') return undefined;
    const [qx, qy, ex, ey] = n as [number, number, number, number];
    const third = (from: number, to: number) => from + ((to - from) * 2) / 3;
    return [['C', third(x, qx), third(y, qy), third(ex, qx), third(ey, qy), ex, ey]];
  });
  const reduced = path.round(2).toString();
  if (/[^MLCZ\d .,-]/u.test(reduced)) throw new Error(`not reduced: ${reduced}`);
  return reduced;
}

/** All shapes of an icon, in the order of painting. */
function shapesOf(body: string): Shape[] {
  const shapes: Shape[] = [];
  for (const [, tag = '', rest = ''] of body.matchAll(/<([a-zA-Z]+)([^>]*?)\/?>/gu)) {
    const a: Attributes = Object.fromEntries(
      [...rest.matchAll(/([a-z-]+)="([^"]*)"/gu)].map(([, name = '', value = '']) => [name, value]),
    );
    if (tag === 'g' && Object.keys(a).every((name) => name === 'fill')) continue;
    const fill = a['fill'];
    if (fill === undefined || !/^#[0-9a-f]{3,6}$/u.test(fill) || a['stroke'] !== undefined) {
      throw new Error(`<${tag}> is not simply filled`);
    }
    shapes.push({
      d: reduce(outline(tag, a), a['transform'] ?? ''),
      fill: fill.length === 4 ? fill.replace(/[0-9a-f]/gu, '$&$&') : fill,
      ...(a['opacity'] === undefined ? {} : { opacity: Number(a['opacity']) }),
      ...(a['fill-rule'] === 'evenodd' ? { evenOdd: true as const } : {}),
    });
  }
  return shapes;
}

const setFile = new URL(import.meta.resolve('@iconify-json/fluent-emoji-flat/icons.json'));
const set = JSON.parse(readFileSync(setFile, 'utf8')) as { icons: Record<string, { body: string }> };
const pictograms = LIST.map(([id, fr, en]) => {
  const icon = set.icons[id];
  if (icon === undefined) throw new Error(`no icon "${id}" in the set`);
  return { id, fr, en, viewBox: '0 0 32 32', shapes: shapesOf(icon.body) };
});
const target = new URL('../../resources/pictograms/pictograms.json', import.meta.url);
const json = `[\n${pictograms.map((pictogram) => JSON.stringify(pictogram)).join(',\n')}\n]\n`;
writeFileSync(target, json);
console.log(`${pictograms.length} pictograms, ${Math.round(json.length / 1024)} kB`);
