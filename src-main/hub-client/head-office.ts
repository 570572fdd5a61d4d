import type {
  AccountStatus,
  ActivateBody,
  ChangeEmailBody,
  CodeBody,
  Holder,
  OpenAccountAnswer,
  OpenAccountBody,
  RecoveryAnswer,
  RecoveryCheckAnswer,
  RecoveryPasswordAnswer,
  RecoveryPasswordBody,
  RecoveryBody,
} from '../../src-shared/hub-api/accounts.ts';
import type { LoginAnswer, LoginBody } from '../../src-shared/hub-api/logins.ts';
import type { RedeemAnswer, RedeemBody } from '../../src-shared/hub-api/letters.ts';
import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import type { HubAnswer } from './hub-answer.ts';

/** Head office, as far as the journeys need it. A fault means that it did not answer: nothing is known then. */
export interface HeadOffice {
  login(request: LoginBody): Promise<HubAnswer<LoginAnswer>>;
  redeemLetter(request: RedeemBody): Promise<HubAnswer<RedeemAnswer>>;
  /** Shows a provisional password. */
  openAccount(request: OpenAccountBody): Promise<HubAnswer<OpenAccountAnswer>>;
  activateAccount(request: ActivateBody): Promise<HubAnswer<AccountStatus>>;
  /** How the activation under this attempt stands. */
  accountStatus(attempt: string): Promise<HubAnswer<AccountStatus>>;
  /** Sends the mail with link and code again. */
  resendConfirmation(attempt: string): Promise<HubAnswer<AccountStatus>>;
  changeAccountEmail(request: ChangeEmailBody): Promise<HubAnswer<AccountStatus>>;
  confirmAccount(request: CodeBody): Promise<HubAnswer<AccountStatus>>;
  /** Asks for a code by mail, for accounts whose identifier is an e-mail address. */
  startRecovery(request: RecoveryBody): Promise<HubAnswer<RecoveryAnswer>>;
  checkRecovery(request: CodeBody): Promise<HubAnswer<RecoveryCheckAnswer>>;
  recoverPassword(request: RecoveryPasswordBody): Promise<HubAnswer<RecoveryPasswordAnswer>>;
  /** Asks for a logged-in person. @param session its token */
  space<Name extends SpaceCall>(
    session: string,
    name: Name,
    body: SpaceBody<Name>,
  ): Promise<HubAnswer<SpaceAnswer<Name>>>;
  /**
   * The holder of a NIR, by its keyed hash.
   * @param nir from `parseNir`
   * @returns null while this kiosk has never been given the key
   */
  holderOfNir(nir: string): Holder | null;
}
