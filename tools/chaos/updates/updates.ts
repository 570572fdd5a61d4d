/**
 * Strikes updates of made-up kiosks at random moments of install, judging and going back: the service is killed
 * (`--kind=kill`) or the disk is full (`--kind=full`). `--system=windows` has the files of a kiosk on
 * Windows. `--seed=N` repeats the choices of a run, `--strikes=N` sets its
 * size. Exit code 1 when a journal was not intact, or a kiosk not serving.
 */
import { parseArgs } from 'node:util';
import { seededRandom } from '../../../test/support/seeded-random.ts';
import { BEHAVIOURS, Striker } from './strike.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    strikes: { type: 'string', default: '200' },
    kind: { type: 'string', default: 'kill' },
    system: { type: 'string', default: 'linux' },
  },
});
const strikes = Number(values.strikes);
const kind = values.kind === 'full' ? 'full' : 'kill';
const draw = seededRandom(Number(values.seed));
const system = values.system === 'windows' ? 'windows' : 'linux';
const striker = new Striker(draw, system);
console.log(`seed ${values.seed}`);
let intact = 0;
let serving = 0;
try {
  for (let at = 0; at < strikes; at += 1) {
    const behaviour = BEHAVIOURS[at % BEHAVIOURS.length] ?? 'good';
    const struck = await striker.strike(behaviour, kind, striker.moment(behaviour));
    if (struck.intact) intact += 1;
    if (struck.serving) serving += 1;
    if (!struck.intact || !struck.serving) console.log(struck.words);
  }
} finally {
  striker.end();
}
console.log(`${system}, ${kind} ${strikes}: journals intact ${intact}, kiosk serving ${serving}`);
process.exitCode = intact === strikes && serving === strikes ? 0 : 1;
