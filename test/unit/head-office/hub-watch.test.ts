import { beforeEach, describe, expect, it } from 'vitest';
import { HubContact } from '../../../src-main/hub-client/hub-contact.ts';
import { HubWatch } from '../../../src-main/head-office/hub-watch.ts';
import type { SyncFault } from '../../../src-main/hub-client/sync-state.ts';
import { StaffNotices } from '../../../src-main/staff/staff-notices.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

let time: ManualTime;
let contact: HubContact;
let staff: StaffNotices;
let watch: HubWatch;
let known: boolean;
let enrolled: boolean;
let told: (string | null)[];

beforeEach(() => {
  time = new ManualTime();
  contact = new HubContact(time);
  staff = new StaffNotices();
  known = true;
  enrolled = true;
  told = [];
  watch = new HubWatch({
    link: {
      get lastFault() {
        return contact.lastFault;
      },
      get lastCode() {
        return contact.lastCode;
      },
      get lastContact() {
        return contact.lastContact;
      },
      isEnrolled: () => enrolled,
    },
    membersKnown: () => known,
    staff,
    clock: time,
    timers: time,
    newReference: () => `R${told.length}`,
    closureChanged: (closure) => told.push(closure?.reason ?? null),
  });
  contact.onReport(() => watch.look());
  watch.look();
});

describe('the contact', () => {
  it('names the latest fault that has not ended', () => {
    contact.report('events', 'timeout');
    contact.report('members', 'busy');
    expect(contact.lastFault).toBe('busy');
    contact.report('members', null);
    expect(contact.lastFault).toBe('timeout');
    contact.report('events', null);
    expect(contact.lastFault).toBeNull();
  });

  it.each<SyncFault>(['revoked', 'signature', 'not-enrolled', 'outdated', 'unreachable', 'tls', 'proxy'])(
    'one answer to any part of the kiosk ends %s for all',
    (fault) => {
      contact.report('events', fault);
      contact.report('visitor', null);
      expect(contact.lastFault).toBeNull();
    },
  );

  it('remembers the moment of the last answer, not of a fault', async () => {
    expect(contact.lastContact).toBeNull();
    contact.report('events', null);
    const then = time.now();
    await time.advance(MINUTE);
    contact.report('events', 'timeout');
    expect(contact.lastContact).toBe(then);
  });
});

describe('staff', () => {
  it('are told after an hour without contact, with the reason, until there is one', async () => {
    contact.report('events', 'unreachable');
    await time.advance(HOUR - 1);
    expect(staff.current()).toBeNull();
    await time.advance(MINUTE);
    expect(staff.current()).toEqual({ kind: 'hub-unreachable', reference: 'unreachable' });
    contact.report('members', null);
    expect(staff.current()).toBeNull();
    await time.advance(HOUR);
    expect(staff.current(), 'also when nothing was tried').toEqual({
      kind: 'hub-unreachable',
      reference: 'silence',
    });
  });

  it('are told at once that head office does not know the kiosk', () => {
    contact.report('members', 'not-enrolled');
    expect(staff.current()).toEqual({ kind: 'not-enrolled', reference: 'not-enrolled' });
    contact.report('members', null);
    expect(staff.current()).toBeNull();
  });
});

describe('the kiosk', () => {
  it('closes when head office says that it is revoked, once', () => {
    contact.report('events', 'revoked');
    contact.report('members', 'revoked');
    expect(told).toEqual(['revoked']);
    expect(watch.closure).toMatchObject({ reason: 'revoked', reference: 'R0' });
    expect(watch.closure?.details).toHaveLength(2);
    contact.report('members', null);
    expect(told).toEqual(['revoked', null]);
    expect(watch.closure).toBeNull();
  });

  it('closes while head office serves only newer versions', () => {
    contact.report('events', 'outdated');
    expect(told).toEqual(['outdated']);
    expect(watch.closure).toMatchObject({ reason: 'outdated', reference: 'R0' });
    expect(watch.closure?.details.join('\n')).toMatch(/mettre la borne à jour[^]*update the kiosk/u);
    contact.report('visitor', null);
    expect(told).toEqual(['outdated', null]);
  });

  it.each<SyncFault>(['unreachable', 'timeout', 'tls', 'proxy', 'busy', 'fault', 'not-enrolled'])(
    'goes on serving when the fault is %s',
    (fault) => {
      contact.report('events', fault);
      expect(told).toEqual([]);
    },
  );

  it('is closed when it was never let in and knows nobody, and not before it has tried', () => {
    known = false;
    enrolled = false;
    watch.look();
    expect(told).toEqual([]);
    contact.report('identity', 'unreachable');
    expect(watch.closure).toMatchObject({ reason: 'unreachable' });
    contact.report('identity', 'not-enrolled');
    expect(watch.closure).toMatchObject({ reason: 'enrolment' });
    enrolled = true;
    contact.report('identity', null);
    expect(told).toEqual(['unreachable', 'enrolment', null]);
  });

  it.each([
    ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /autorité.*hub\.ca.*\n.*authority.*hub\.ca/u],
    ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT', /autorité.*hub\.ca/u],
    ['tls', 'CERT_NOT_YET_VALID', /horloge.*20\d\d.*\n.*clock.*20\d\d/u],
    ['tls', 'CERT_HAS_EXPIRED', /horloge/u],
    ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID', /autre nom.*hub\.url/u],
    ['tls', 'EPROTO', /chiffrée/u],
    ['unreachable', 'ENOTFOUND', /nom.*hub\.url.*DNS/u],
    ['unreachable', 'ECONNREFUSED', /hub\.url.*port/u],
    ['proxy', null, /n’est pas le siège/u],
    ['not-enrolled', null, /kiosks renew.*hub\.enrolmentCode.*\n.*used up/u],
  ] as const)('says the cause to IT at the first start, in both languages: %s %s', (fault, code, words) => {
    known = false;
    enrolled = false;
    contact.report('identity', fault, code);
    expect(watch.closure?.details).toHaveLength(2);
    expect(watch.closure?.details.join('\n')).toMatch(words);
  });

  it('says another cause when it has become another, and the same only once', () => {
    known = false;
    enrolled = false;
    contact.report('identity', 'tls', 'CERT_NOT_YET_VALID');
    contact.report('identity', 'tls', 'CERT_NOT_YET_VALID');
    expect(told).toEqual(['unreachable']);
    contact.report('identity', 'tls', 'DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(told).toEqual(['unreachable', 'unreachable']);
    expect(watch.closure?.details[0]).toMatch(/autorité/u);
  });

  it('serves the members that it knows also when it is not let in', () => {
    enrolled = false;
    contact.report('identity', 'not-enrolled');
    expect(told).toEqual([]);
  });
});
