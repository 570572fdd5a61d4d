import type { Generated } from 'kysely';
import type { StaffRole } from '../../../src-shared/values/staff.ts';
import type { Big, Moment } from './column-types.ts';

/** Tables of the staff of branches; `029-staff.ts` says what each is for. */
export interface StaffTables {
  staff: {
    id: Generated<string>;
    badge: string;
    given_name: string;
    family_name: string;
    role: StaffRole;
    branch: string | null;
    slip_mac: Buffer | null;
    slip_expires_at: Moment | null;
    pin_phc: Generated<string | null>;
    password_phc: Generated<string | null>;
    factor_sealed: Generated<Buffer | null>;
    setup_sealed: Generated<Buffer | null>;
    factor_step: Generated<Big>;
    made_at: Moment;
    ready_at: Moment | null;
    ended_at: Moment | null;
    changed_at: Moment;
  };
  staff_try: {
    id: string;
    badge: string;
    what: 'pin' | 'factor' | 'password' | 'slip';
    kiosk: string | null;
    place: string;
    at: Moment;
  };
  staff_session: {
    id: string;
    staff: string;
    kiosk: string;
    branch: string;
    visit: string | null;
    opened_at: Moment;
    ends_at: Moment;
    factor_at: Moment | null;
    ended_at: Moment | null;
  };
  staff_act: {
    id: string;
    staff: string | null;
    badge: string;
    kiosk: string;
    branch: string;
    visit: string | null;
    act: string;
    reason: string | null;
    outcome: string;
    offline: Generated<boolean>;
    at: Moment;
    person: string | null;
  };
  contact_hold: { subject: string; channel: 'email' | 'sms'; until: Moment };
}
