/**
 * Rules of dependency-cruiser: the orders of rooms in docs/architecture.md, and no circles. Type imports count. A
 * room is a folder. A file may import from its own room and from rooms below it in its program's list.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const DOCUMENT = path.join(import.meta.dirname, '..', 'docs', 'architecture.md');

/** @returns {[program: string, rooms: string[]][]} the lists in the fences `rooms PROGRAM` */
function declaredOrders() {
  const text = readFileSync(DOCUMENT, 'utf8');
  return [...text.matchAll(/^```rooms (\S+)\n(.*?)^```$/gmsu)].map(([, program = '', list = '']) => [
    program,
    list.trim().split('\n'),
  ]);
}

/** Matches the files directly in a room. */
function filesOf(program, room) {
  const folder = room === '.' ? program : `${program}/${room}`;
  return `^${folder}/[^/]+$`;
}

const orders = declaredOrders();
if (orders.length === 0) throw new Error(`${DOCUMENT} declares no order of rooms.`);

const forbidden = orders.flatMap(([program, rooms]) => [
  {
    name: `${program}: a room that docs/architecture.md does not list`,
    severity: 'error',
    from: {},
    to: {
      path: `^${program}/`,
      pathNot: [...rooms.map((room) => filesOf(program, room)), '/compiled/', '\\.json$'],
    },
  },
  {
    name: `${program}: a room that docs/architecture.md does not list, importing`,
    severity: 'error',
    from: { path: `^${program}/`, pathNot: [...rooms.map((room) => filesOf(program, room)), '/compiled/'] },
    to: {},
  },
  ...rooms.slice(1).map((room, index) => ({
    name: `${program}/${room} imports from a room above`,
    severity: 'error',
    from: { path: filesOf(program, room) },
    to: { path: rooms.slice(0, index + 1).map((above) => filesOf(program, above)) },
  })),
]);

export default {
  forbidden: [...forbidden, { name: 'circle', severity: 'error', from: {}, to: { circular: true } }],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/compiled/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.svelte'] },
  },
};
