import { spawn } from 'node:child_process';

/**
 * Starts a display without a screen (Xvfb) on a number that it finds free.
 * @param {{ width?: number, height?: number, folder?: string }} [options] pixels; folder: where it keeps its picture as a file
 * @returns {Promise<{ name: string, close: () => Promise<void> } | null>} name: for the environment variable `DISPLAY`; null:
 *   Xvfb is not installed, or does not start
 */
export function startVirtualDisplay({ width = 1080, height = 1920, folder } = {}) {
  const picture = folder === undefined ? [] : ['-fbdir', folder];
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, ...picture, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((resolve) => xvfb.once('close', resolve));
  const close = async () => {
    xvfb.kill();
    await ended;
  };
  return new Promise((resolve) => {
    xvfb.once('error', () => resolve(null));
    xvfb.once('exit', () => resolve(null));
    xvfb.stdio[3]?.once('data', (number) => resolve({ name: `:${String(number).trim()}`, close }));
  });
}
