import { randomUUID } from 'node:crypto';
import type { SpaceBody } from '../../../../../src-shared/hub-api/space-calls.ts';
import type { FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';

/** Either side of a delegation, with an e-mail address of their own. */
export type Member = FixturePerson & { readonly number: string; readonly email: string };

/** An offer, as a member makes it. */
export type Offer = SpaceBody<'offer-delegation'>;

let serial = 0;

/** A new member with an e-mail address. */
export async function newSide(
  fixture: SpaceFixture,
  familyName = 'Le Gall-Évenou',
  givenName = 'Odette',
): Promise<Member> {
  const email = `side-${(serial += 1)}@exemple.fr`;
  return { ...(await fixture.member({ email, familyName, givenName })), email };
}

/** A good offer to a helper, without the proof of a code. */
export function offerOf({ number, familyName }: Member, changed: Partial<Offer> = {}): Offer {
  return {
    ...{ id: randomUUID(), number, familyName, scope: 'ask', months: 3, proof: null, language: 'fr' },
    ...changed,
  };
}
