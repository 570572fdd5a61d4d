/**
 * `node tools/journal-reader/freeze.ts`: keeps what this version does with its journal as one file, so that the
 * versions after it can be tried with it. Run for each release; the former files stay.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import { ROOT } from '../setup/paths.mjs';

const INTO = path.join(ROOT, 'test', 'integration', 'database', 'fixtures', 'journal-readers');

const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'walk.ts'),
  platform: 'node',
  // Libraries are those of the day: what is frozen is what the kiosk does with its tables.
  external: /^[a-z@]/u,
});
const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false });
const file = path.join(INTO, `${APP_VERSION}.mjs`);
writeFileSync(file, output[0].code);
console.log(`${path.relative(ROOT, file)}: ${Math.ceil(output[0].code.length / 1024)} kB`);
