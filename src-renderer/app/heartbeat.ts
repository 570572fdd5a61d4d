import { HEARTBEAT_EVERY } from '../../src-shared/policy/watchdog.ts';
import type { Bridge } from '../kiosk/bridge.ts';

/** Events that show that a visitor uses the screen. */
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * Tells main at the first paint and then every two seconds that the page still paints, and whether it was touched since
 * the last heartbeat. A page that quick visits load anew each second is heard as well.
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
    const wasTouched = touched;
    touched = false;
    bridge.alive({ touched: wasTouched }).catch(() => {
      // Main did not get it: the next heartbeat repeats it.
      touched ||= wasTouched;
    });
  };
  const beat = (): number => requestAnimationFrame(() => painted.postMessage(null));
  beat();
  const timer = setInterval(beat, HEARTBEAT_EVERY);

  return () => {
    clearInterval(timer);
    afterPaint.close();
    for (const sign of SIGNS_OF_LIFE) page.removeEventListener(sign, touch, { capture: true });
  };
}
