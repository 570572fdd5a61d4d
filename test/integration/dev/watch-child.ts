/** Watches the sources below the folder that it is started in, and prints a line for each thing it is told. */
import { watchBuild } from '../../../tools/dev/watch-build.ts';

await watchBuild({
  onBuilt: (parts) => console.log([...parts].sort().join(' ')),
  onFailed: () => console.log('failed'),
});
