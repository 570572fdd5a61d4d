/** `npm run dev`: the demonstration, rebuilt after each change of the sources. */
import { launchApplication, type RunningKiosk } from '../tour/launch-kiosk.ts';
import { openDemo } from '../demo/open-demo.ts';
import { type Part, watchBuild } from './watch-build.ts';

const demo = await openDemo();
const ended = Promise.withResolvers<undefined>();
let kiosk: RunningKiosk | null = null;
let work = Promise.resolve();

/** Opens the kiosk, or opens it again. When the user closes it, everything ends. */
async function restart(): Promise<void> {
  const old = kiosk;
  kiosk = null;
  await old?.app.close();
  const opened = await launchApplication('.', [`--config=${demo.configFile}`]);
  kiosk = opened;
  opened.app.on('close', () => {
    if (kiosk === opened) ended.resolve(undefined);
  });
}

async function follow(parts: ReadonlySet<Part>): Promise<void> {
  if (kiosk !== null && parts.size === 1 && parts.has('client')) {
    // Main reloads the page, since the page itself may not navigate.
    await kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    console.log('Built again: the page was reloaded.');
    return;
  }
  const first = kiosk === null;
  await restart();
  console.log(
    first ? 'Change a source, and see it here. Ctrl+C ends.' : 'Built again: the kiosk was restarted.',
  );
}

const stopWatching = await watchBuild({
  onBuilt: (parts) => {
    work = work.then(() => follow(parts)).catch((error: unknown) => console.error(error));
  },
  onFailed: (error) => console.error(error.message),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.resolve(undefined));
await ended.promise;
await stopWatching();
await work;
const open = kiosk as RunningKiosk | null;
kiosk = null;
await open?.app.close();
await demo.close();
