import type {
  AccountStatus,
  ActivateRequest,
  ChangeEmailRequest,
  CodeRequest,
  Holder,
  OpenAccountAnswer,
  OpenAccountRequest,
  RecoveryAnswer,
  RecoveryCheckAnswer,
  RecoveryPasswordAnswer,
  RecoveryPasswordRequest,
  RecoveryRequest,
} from '../../src-shared/sync/accounts.ts';
import type {
  LoginAnswer,
  LoginRequest,
  RedeemAnswer,
  RedeemRequest,
} from '../../src-shared/sync/requests.ts';
import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../src-shared/sync/space.ts';
import type { HubAnswer } from './hub-answer.ts';

/** Head office, as far as the journeys need it. A fault means that it did not answer: nothing is known then. */
export interface HeadOffice {
  login(request: LoginRequest): Promise<HubAnswer<LoginAnswer>>;
  redeemLetter(request: RedeemRequest): Promise<HubAnswer<RedeemAnswer>>;
  /** Shows a provisional password. */
  openAccount(request: OpenAccountRequest): Promise<HubAnswer<OpenAccountAnswer>>;
  activateAccount(request: ActivateRequest): Promise<HubAnswer<AccountStatus>>;
  /** How the activation under this attempt stands. */
  accountStatus(attempt: string): Promise<HubAnswer<AccountStatus>>;
  /** Sends the mail with link and code again. */
  resendConfirmation(attempt: string): Promise<HubAnswer<AccountStatus>>;
  changeAccountEmail(request: ChangeEmailRequest): Promise<HubAnswer<AccountStatus>>;
  confirmAccount(request: CodeRequest): Promise<HubAnswer<AccountStatus>>;
  /** Asks for a code by mail, for accounts whose identifier is an e-mail address. */
  startRecovery(request: RecoveryRequest): Promise<HubAnswer<RecoveryAnswer>>;
  checkRecovery(request: CodeRequest): Promise<HubAnswer<RecoveryCheckAnswer>>;
  recoverPassword(request: RecoveryPasswordRequest): Promise<HubAnswer<RecoveryPasswordAnswer>>;
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
