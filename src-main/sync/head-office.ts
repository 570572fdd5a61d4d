import type {
  LoginAnswer,
  LoginRequest,
  RedeemAnswer,
  RedeemRequest,
} from '../../src-shared/sync/requests.ts';
import type { HubAnswer } from './hub-answer.ts';

/** Head office, as far as the journeys need it. A fault means that it did not answer: nothing is known then. */
export interface HeadOffice {
  login(request: LoginRequest): Promise<HubAnswer<LoginAnswer>>;
  redeemLetter(request: RedeemRequest): Promise<HubAnswer<RedeemAnswer>>;
}
