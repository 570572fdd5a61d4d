import type { Action } from '../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../src-shared/journey/screens.ts';
import { accountActive } from './account/account-active.ts';
import { accountCode } from './account/account-code.ts';
import { accountRequest } from './account/account-request.ts';
import { accountRequested } from './account/account-requested.ts';
import { accountSituation } from './account/account-situation.ts';
import { activateIdentity } from './account/activate-identity.ts';
import { activate } from './account/activate.ts';
import { activatedPending } from './account/activated-pending.ts';
import { letterCode } from './letter/letter-code.ts';
import { login } from './login/login.ts';
import { attract } from './pages/attract.ts';
import { help, securityAdvice } from './pages/information.ts';
import { menu } from './pages/menu.ts';
import { outOfService } from './pages/out-of-service.ts';
import { antiRobot } from './password/anti-robot.ts';
import { chooseChannel } from './password/choose-channel.ts';
import { definePassword } from './password/define-password.ts';
import { letterRequested, passwordDone } from './password/endings.ts';
import { enterCode } from './password/enter-code.ts';
import { identify } from './password/identify.ts';
import { takeTicket } from './password/take-ticket.ts';
import { waitingTicket } from './password/waiting-ticket.ts';
import { spaceAddress } from './space/contact/address.ts';
import { spaceApp } from './space/app.ts';
import { spaceDelegation } from './space/delegation/delegation.ts';
import { spaceDevices } from './space/devices.ts';
import { spaceDocuments } from './space/requests/documents.ts';
import { spaceGuarantees } from './space/guarantees.ts';
import { spaceHome } from './space/home.ts';
import { spaceQuestion } from './space/requests/question.ts';
import { spaceRequests } from './space/requests/requests.ts';
import { spaceReimbursements } from './space/reimbursements.ts';
import { spaceSituation } from './space/requests/situation.ts';
import { staffAssist } from './staff/assist.ts';
import { staffHome } from './staff/home.ts';
import { staffLogin } from './staff/login.ts';
import { staffSync } from './staff/sync.ts';
import { staffTest } from './staff/test.ts';
import type { Step, StepName } from './steps/step.ts';
import type { JourneyContext, StepHandler } from './steps/step-handler.ts';

const HANDLERS = {
  attract,
  menu,
  help,
  'security-advice': securityAdvice,
  identify,
  'anti-robot': antiRobot,
  'choose-channel': chooseChannel,
  'enter-code': enterCode,
  'letter-code': letterCode,
  'waiting-ticket': waitingTicket,
  'take-ticket': takeTicket,
  'define-password': definePassword,
  'password-done': passwordDone,
  'letter-requested': letterRequested,
  login,
  'account-situation': accountSituation,
  'account-request': accountRequest,
  'account-requested': accountRequested,
  activate,
  'activate-identity': activateIdentity,
  'activated-pending': activatedPending,
  'account-active': accountActive,
  'account-code': accountCode,
  'space-home': spaceHome,
  'space-reimbursements': spaceReimbursements,
  'space-guarantees': spaceGuarantees,
  'space-documents': spaceDocuments,
  'space-address': spaceAddress,
  'space-situation': spaceSituation,
  'space-question': spaceQuestion,
  'space-requests': spaceRequests,
  'space-devices': spaceDevices,
  'space-delegation': spaceDelegation,
  'space-app': spaceApp,
  'staff-login': staffLogin,
  'staff-home': staffHome,
  'staff-assist': staffAssist,
  'staff-sync': staffSync,
  'staff-test': staffTest,
  'out-of-service': outOfService,
} satisfies { readonly [Name in StepName]: StepHandler<Name> };

/** A handler of any step. Safe, since it gets only steps of its own name. */
type AnyHandler = StepHandler<StepName> & { screen(step: Step, ...rest: unknown[]): ScreenOf<StepName> };

/** The handler of a step. */
export function handlerOf(step: Step): AnyHandler {
  return HANDLERS[step.at] as unknown as AnyHandler;
}

/** The step after an action; null: nothing happens. */
export async function react(step: Step, action: Action, context: JourneyContext): Promise<Step | null> {
  const reaction = handlerOf(step).on[action.type] as
    | ((...given: [Step, Action, JourneyContext]) => Promise<Step | null> | Step | null)
    | undefined;
  return reaction?.(step, action, context) ?? null;
}
