/**
 * `npm run package [-- OPTION …]`: sets up, builds, and packs the application into `release/` with electron-builder.
 * Options not named here go to electron-builder.
 * `--electron-dist=FOLDER`, or `BORNE_ELECTRON_DIST`: packs this Electron, a local folder or zip.
 */
import { buildApplication } from './setup/build.mjs';
import { installPackages } from './setup/install.mjs';
import { packApplication } from './setup/pack.mjs';
import { main } from './setup/set-up.mjs';

const ELECTRON_DIST = '--electron-dist=';

await main(async () => {
  const options = process.argv.slice(2);
  const named = options.find((option) => option.startsWith(ELECTRON_DIST))?.slice(ELECTRON_DIST.length);
  const others = options.filter((option) => !option.startsWith(ELECTRON_DIST));
  await installPackages();
  await buildApplication();
  console.error('Packing …');
  const { code, output } = await packApplication(named || process.env.BORNE_ELECTRON_DIST, others);
  console.log(output.trimEnd());
  return code;
});
