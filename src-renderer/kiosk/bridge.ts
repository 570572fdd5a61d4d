import type { ActionRequest, Heartbeat } from '../../src-shared/journey/action.ts';
import type { View } from '../../src-shared/journey/view.ts';

/** Everything that the preload script offers to the page: the three IPC channels. */
export interface Bridge {
  /** Sends an action; answers with the view to show. Rejects only on a bug. */
  act(request: ActionRequest): Promise<View>;
  /**
   * Calls the listener with each view that no action caused.
   * @returns a function that stops it
   */
  onView(listener: (view: View) => void): () => void;
  /** Tells main that the page has painted. */
  alive(beat: Heartbeat): Promise<void>;
}

declare global {
  interface Window {
    readonly kiosk: Bridge;
  }
}
