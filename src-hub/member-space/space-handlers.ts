import type { SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { actFor } from './delegations/act-for-call.ts';
import { answerDelegation } from './delegations/answer-delegation-call.ts';
import { channels } from './fresh-codes/channels-call.ts';
import { checkCode } from './fresh-codes/check-code-call.ts';
import { confirmAccess } from './data/confirm-access-call.ts';
import { contact } from './data/contact-call.ts';
import { delegations } from './delegations/delegations-call.ts';
import { device } from './devices/device-call.ts';
import { devices } from './devices/devices-call.ts';
import { findHelper } from './delegations/find-helper-call.ts';
import { guarantees, reimbursements } from './data/back-office-calls.ts';
import { home } from './data/home-call.ts';
import { journal } from './session/journal-call.ts';
import { offerDelegation } from './delegations/offer-delegation-call.ts';
import { requests } from './requests/requests-call.ts';
import { revokeDelegation } from './delegations/revoke-delegation.ts';
import { sendCode } from './fresh-codes/send-code-call.ts';
import type { SpaceHandler } from './session/space-handler.ts';
import { end, status } from './session/session-calls.ts';

/** The handler of each call of the member space. */
export const SPACE_HANDLERS: { readonly [Name in SpaceCall]: SpaceHandler<Name> } = {
  status,
  home,
  'confirm-access': confirmAccess,
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
