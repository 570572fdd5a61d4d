import type { CallAnswer, CallBody, CallsOf } from '../../src-shared/hub-api/hub-calls.ts';
import type { SpaceAnswer, SpaceBody, SpaceCall } from '../../src-shared/hub-api/space-calls.ts';
import type { Holder } from '../../src-shared/values/holder.ts';
import type { HubAnswer } from './hub-answer.ts';

/** Calls for a visitor. Those of the member space have a session too. */
export type VisitorCall = Exclude<
  CallsOf<'kiosk'>,
  'member-changes' | 'send-events' | 'nir-key' | 'tell-state' | `release-${string}` | `space/${SpaceCall}`
>;

/** Calls about staff that no visitor waits for. Whether they succeed says nothing of the service. */
export type BackgroundCall =
  | 'staff/roster'
  | 'staff/leave'
  | 'branch/visit'
  | 'branch/call'
  | 'branch/call-state'
  | 'branch/call-end'
  | 'branch/test'
  | 'branch/canary';

/** Head office, as the journeys use it. A fault means that it did not answer, so nothing is known. */
export interface HeadOffice {
  call<Name extends VisitorCall>(name: Name, body: CallBody<Name>): Promise<HubAnswer<CallAnswer<Name>>>;
  background<Name extends BackgroundCall>(
    name: Name,
    body: CallBody<Name>,
  ): Promise<HubAnswer<CallAnswer<Name>>>;
  /**
   * Calls for a logged-in person.
   * @param session its token
   */
  space<Name extends SpaceCall>(
    session: string,
    name: Name,
    body: SpaceBody<Name>,
  ): Promise<HubAnswer<SpaceAnswer<Name>>>;
  /**
   * The holder for a NIR, by its keyed hash.
   * @param nir from `readNir`
   * @returns null while this kiosk has no key
   */
  holderOfNir(nir: string): Holder | null;
}
