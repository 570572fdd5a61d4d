import type { SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import { actFor } from './act-for.ts';
import { answerDelegation } from './answer-delegation.ts';
import { channels } from './channels.ts';
import { checkCode } from './check-code.ts';
import { contact } from './contact.ts';
import { delegations } from './delegations.ts';
import { device } from './device.ts';
import { devices } from './devices.ts';
import { end } from './end.ts';
import { findHelper } from './find-helper.ts';
import { guarantees } from './guarantees.ts';
import { home } from './home.ts';
import { journal } from './journal.ts';
import { offerDelegation } from './offer-delegation.ts';
import { reimbursements } from './reimbursements.ts';
import { requests } from './requests.ts';
import { revokeDelegation } from './revoke-delegation.ts';
import { sendCode } from './send-code.ts';
import type { SpaceHandler } from './space-handler.ts';
import { status } from './session-status.ts';

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
