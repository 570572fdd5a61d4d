import { HEARTBEAT_EVERY } from '../../src-shared/policy/watchdog.ts';
import type { Bridge } from '../kiosk/bridge.ts';

/** Events that show that a visitor uses the screen. */
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * Tells main every two seconds that the page still paints, and whether it was touched since the last heartbeat.
 * @returns a function that stops it
 */
export function startHeartbeat(bridge: Pick<Bridge, 'alive'>, page: Window): () => void {
  let touched = false;
  const touch = (): void => {
    touched = true;
  };
  for (const sign of SIGNS_OF_LIFE) page.addEventListener(sign, touch, { capture: true, passive: true });

  const { port1: afterPaint, port2: painted } = new MessageChannel();
  afterPaint.onmessage = () => {
    const beat = { touched };
    touched = false;
    bridge.alive(beat).catch(() => {
      // Main did not get it: the next heartbeat repeats it.
      touched ||= beat.touched;
    });
  };
  const timer = setInterval(() => requestAnimationFrame(() => painted.postMessage(null)), HEARTBEAT_EVERY);

  return () => {
    clearInterval(timer);
    afterPaint.close();
    for (const sign of SIGNS_OF_LIFE) page.removeEventListener(sign, touch, { capture: true });
  };
}
