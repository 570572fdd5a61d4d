import type { SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { actFor } from './delegations/act-for-call.ts';
import { answerDelegation } from './delegations/answer-delegation-call.ts';
import { channels } from './fresh-codes/channels-call.ts';
import { checkCode } from './fresh-codes/check-code-call.ts';
import { contact } from './data/contact-call.ts';
import { delegations } from './delegations/delegations-call.ts';
import { device } from './devices/device-call.ts';
import { devices } from './devices/devices-call.ts';
import { end } from './session/end-call.ts';
import { findHelper } from './delegations/find-helper-call.ts';
import { guarantees } from './data/guarantees-call.ts';
import { home } from './data/home-call.ts';
import { journal } from './session/journal-call.ts';
import { offerDelegation } from './delegations/offer-delegation-call.ts';
import { reimbursements } from './data/reimbursements-call.ts';
import { requests } from './requests/requests-call.ts';
import { revokeDelegation } from './delegations/revoke-delegation-call.ts';
import { sendCode } from './fresh-codes/send-code-call.ts';
import type { SpaceHandler } from './session/space-handler.ts';
import { status } from './session/status-call.ts';

/** What answers each call of the member space. */
export const SPACE_HANDLERS: { readonly [Name in SpaceCall]: SpaceHandler<Name> } = {
  status,
  home,
  reimbursements,
  guarantees,
  requests,
  devices,
  device,
  channels,
  'send-code': sendCode,
  'check-code': checkCode,
  contact,
  delegations,
  'find-helper': findHelper,
  'offer-delegation': offerDelegation,
  'answer-delegation': answerDelegation,
  'revoke-delegation': revokeDelegation,
  'act-for': actFor,
  journal,
  end,
};
