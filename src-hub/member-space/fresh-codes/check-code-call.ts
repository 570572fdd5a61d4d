import type { SpaceAnswer } from '../../../src-shared/hub-api/space-calls.ts';
import { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import { PROOF_LIFE } from '../../../src-shared/policy/codes.ts';
import { checkCode as checkSentCode } from '../../codes/check-code.ts';
import type { SpaceHandler } from '../session/space-handler.ts';

/** Checks a fresh code of this session. */
export const checkCode: SpaceHandler<'check-code'> = async ({ deps, session, caller }, body) => {
  const checked = await checkSentCode(deps, {
    ...{ attempt: body.attempt.toLowerCase(), code: body.code, purposes: CODE_PURPOSES },
    ...{ kiosk: caller.client.id, visit: session.id, proofLife: PROOF_LIFE },
  });
  const answer = answerOf(checked);
  deps.metrics.attempt('space-code', answer.result === 'ok' ? 'accepted' : answer.result);
  return answer;
};

function answerOf(checked: Awaited<ReturnType<typeof checkSentCode>>): SpaceAnswer<'check-code'> {
  switch (checked.result) {
    case 'ok':
      return { result: 'ok' };
    case 'locked':
      return { result: 'wrong', triesLeft: 0 };
    case 'wrong':
    case 'expired':
      return checked;
  }
}
