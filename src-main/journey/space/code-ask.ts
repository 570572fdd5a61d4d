import type { FreshCode } from '../../../src-shared/journey/space-screens.ts';
import type { Loaded } from './loaded.ts';

/** A fresh code that is asked for before a step that matters. Moments are steady. */
export interface CodeAsk {
  readonly purpose: 'contact' | 'new-contact' | 'device' | 'delegation';
  /** `new-contact`: where it goes, which is what it proves; else null: a channel on file. */
  readonly target: { readonly channel: 'email' | 'sms'; readonly to: string } | null;
  /** How the holder can be reached; null: not asked yet. Not needed for a target. */
  readonly channels: Loaded<'channels'> | null;
  readonly sent: {
    readonly attempt: string;
    readonly channel: 'email' | 'sms';
    /** Id in the outbox of this kiosk for a text message; null: head office sends it by mail. */
    readonly delivery: string | null;
    readonly mail: 'waiting' | 'sent' | 'refused' | 'unknown';
    readonly expiresAt: number;
    readonly resendAt: number | null;
    readonly triesLeft: number;
  } | null;
  readonly problem: FreshCode['problem'];
}

/** The beginning of a {@link CodeAsk}. */
export function newCodeAsk(purpose: CodeAsk['purpose'], target: CodeAsk['target'] = null): CodeAsk {
  return { purpose, target, channels: null, sent: null, problem: null };
}
