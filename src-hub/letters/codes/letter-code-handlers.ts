import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { redeemLetter } from './redeem-letter.ts';

/** Handler of `POST /v1/letters/redeem`: spends the code of a letter. */
export function letterCodeHandlers(deps: HubDeps): HandlersOf<'redeem-letter'> {
  return {
    'redeem-letter': async ({ caller, body }) => {
      const answer = await redeemLetter(deps, caller, body);
      deps.metrics.attempt('letter', answer?.result ?? 'malformed');
      return (
        answer ??
        new Refusal('malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
  };
}
