import type { ActionRequest, Heartbeat } from '../../src-shared/journey/action.ts';
import type { View } from '../../src-shared/journey/view.ts';

/** What the preload script offers the page: the three channels, and nothing else. */
export interface Bridge {
  /** Does what the visitor asks; answers with the view to show. Rejects only on a bug. */
  act(request: ActionRequest): Promise<View>;
  /** Calls the listener with each view that no action caused. @returns a function that stops it */
  onView(listener: (view: View) => void): () => void;
  /** Says that the page is alive and has painted. */
  alive(beat: Heartbeat): Promise<void>;
}

declare global {
  interface Window {
    readonly kiosk: Bridge;
  }
}
