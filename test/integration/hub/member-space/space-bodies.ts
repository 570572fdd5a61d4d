import { randomUUID } from 'node:crypto';
import type { Needed } from '../../../../src-shared/values/member-space/delegation.ts';
import type { SpaceBody, SpaceCall } from '../../../../src-shared/hub-api/space-calls.ts';

const language = 'fr' as const;

/** What each call needs of a helper: said here once more, so that a change of the contract is seen. */
export const NEEDS: Readonly<Record<SpaceCall, Needed>> = {
  status: 'see',
  home: 'see',
  'confirm-access': 'own',
  reimbursements: 'see',
  guarantees: 'see',
  requests: 'see',
  devices: 'see',
  device: 'all',
  channels: 'own',
  'send-code': 'own',
  'check-code': 'own',
  contact: 'own',
  delegations: 'own',
  'find-helper': 'own',
  'offer-delegation': 'own',
  'answer-delegation': 'own',
  'revoke-delegation': 'own',
  journal: 'own',
  'act-for': 'see',
  end: 'see',
};

/** Names of all calls; `end` comes last, since nothing comes after it. */
export const CALLS = Object.keys(NEEDS) as SpaceCall[];

/** A body of each call that its schema takes. */
export function bodies(): { readonly [Name in SpaceCall]: SpaceBody<Name> } {
  const [id, number, familyName] = [randomUUID(), '9999999999', 'Personne'];
  return {
    status: {},
    home: {},
    'confirm-access': { kind: 'device', id, keep: true, language },
    reimbursements: { page: 0, year: null },
    guarantees: {},
    requests: { kinds: ['document', 'question', 'contact', 'address', 'situation'], page: 0 },
    devices: {},
    device: { device: id, do: 'block', proof: null },
    channels: {},
    'send-code': { attempt: id, purpose: 'device', channel: 'email', to: null, language },
    'check-code': { attempt: id, code: '000000' },
    contact: {
      change: { channel: 'email', email: 'autre@exemple.fr' },
      ...{ proof: null, newProof: null, language },
    },
    delegations: {},
    'find-helper': { number, familyName },
    'offer-delegation': { id, number, familyName, scope: 'see', months: 1, proof: null, language },
    'answer-delegation': { delegation: id, accept: false, proof: null, language },
    'revoke-delegation': { delegation: id, language },
    journal: { delegation: id, page: 0 },
    'act-for': { delegation: null },
    end: {},
  };
}
