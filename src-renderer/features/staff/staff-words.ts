import type { ActOutcome } from '../../../src-shared/journey/staff-screens.ts';
import type { StaffReason } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { StaffAct } from '../../../src-shared/policy/staff/staff-acts.ts';
import type { TestPart } from '../../../src-shared/policy/staff/morning-test.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { DocumentKind } from '../../../src-shared/values/staff.ts';

/** Screens of a member, in words. */
const STEP_WORDS: Readonly<Record<string, () => string>> = {
  menu: m.staff_step_menu,
  help: m.staff_step_help,
  'security-advice': m.staff_step_security_advice,
  identify: m.staff_step_identify,
  'anti-robot': m.staff_step_anti_robot,
  'choose-channel': m.staff_step_choose_channel,
  'enter-code': m.staff_step_enter_code,
  'letter-code': m.staff_step_letter_code,
  'waiting-ticket': m.staff_step_ticket,
  'take-ticket': m.staff_step_ticket,
  'define-password': m.staff_step_define_password,
  'password-done': m.staff_step_password_done,
  'letter-requested': m.staff_step_letter_requested,
  login: m.staff_step_login,
  'account-situation': m.staff_step_account_situation,
  'account-request': m.staff_step_account_request,
  'account-requested': m.staff_step_account_requested,
  activate: m.staff_step_activate,
  'activate-identity': m.staff_step_activate_identity,
  'activated-pending': m.staff_step_activated_pending,
  'account-active': m.staff_step_account_active,
  'account-code': m.staff_step_account_code,
};

/** Where a member stands, in words. @param step id of the screen */
export function stepWords(step: string): string {
  return (STEP_WORDS[step] ?? (step.startsWith('space-') ? m.staff_step_space : m.staff_step_other))();
}

/** What each act is called, and what it does. */
export const ACT_WORDS: Readonly<
  Record<StaffAct, { readonly name: () => string; readonly text: () => string }>
> = {
  'attest-anti-robot': { name: m.staff_act_attest_anti_robot, text: m.staff_act_attest_anti_robot_text },
  'restart-step': { name: m.staff_act_restart_step, text: m.staff_act_restart_step_text },
  'more-time': { name: m.staff_act_more_time, text: m.staff_act_more_time_text },
  'give-try': { name: m.staff_act_give_try, text: m.staff_act_give_try_text },
  'resend-code': { name: m.staff_act_resend_code, text: m.staff_act_resend_code_text },
  'start-letter': { name: m.staff_act_start_letter, text: m.staff_act_start_letter_text },
  'correct-contact': { name: m.staff_act_correct_contact, text: m.staff_act_correct_contact_text },
  'help-account': { name: m.staff_act_help_account, text: m.staff_act_help_account_text },
  'end-visit': { name: m.staff_act_end_visit, text: m.staff_act_end_visit_text },
};

/** Why an adviser acts. */
export const REASON_WORDS: Readonly<Record<StaffReason, () => string>> = {
  'member-asked': m.staff_reason_member_asked,
  'identity-shown': m.staff_reason_identity_shown,
  'channel-lost': m.staff_reason_channel_lost,
  'code-not-arrived': m.staff_reason_code_not_arrived,
  mistyped: m.staff_reason_mistyped,
  moved: m.staff_reason_moved,
  'cannot-read': m.staff_reason_cannot_read,
  'cannot-type': m.staff_reason_cannot_type,
  machine: m.staff_reason_machine,
  other: m.staff_reason_other,
};

/** Identity documents. */
export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, () => string>> = {
  'identity-card': m.staff_document_identity_card,
  passport: m.staff_document_passport,
  'residence-permit': m.staff_document_residence_permit,
  'driving-licence': m.staff_document_driving_licence,
};

/** Why an act was not done. */
export const OUTCOME_WORDS: Readonly<Record<Exclude<ActOutcome['result'], 'done'>, () => string>> = {
  refused: m.staff_out_refused,
  limit: m.staff_out_limit,
  'not-here': m.staff_out_not_here,
  offline: m.staff_out_offline,
  malformed: m.staff_out_malformed,
  'second-wrong': m.staff_out_second_wrong,
  'second-locked': m.staff_out_second_locked,
  'second-adviser': m.staff_out_second_adviser,
  ended: m.staff_out_ended,
};

/** Parts of the morning test. */
export const PART_WORDS: Readonly<Record<TestPart, () => string>> = {
  touch: m.staff_part_touch,
  'number-pad': m.staff_part_number_pad,
  'letter-pad': m.staff_part_letter_pad,
  scanner: m.staff_part_scanner,
  printer: m.staff_part_printer,
  sound: m.staff_part_sound,
  'head-office': m.staff_part_head_office,
  clock: m.staff_part_clock,
  certificate: m.staff_part_certificate,
  disk: m.staff_part_disk,
  system: m.staff_part_system,
  email: m.staff_part_email,
  sms: m.staff_part_sms,
  letter: m.staff_part_letter,
};

/** What was found in a part of the morning test. */
const FOUND_WORDS: Readonly<Record<string, () => string>> = {
  unreachable: m.staff_found_unreachable,
  'not-known': m.staff_found_not_known,
  'clock-off': m.staff_found_clock_off,
  'ends-soon': m.staff_found_ends_soon,
  'nearly-full': m.staff_found_nearly_full,
  demonstration: m.staff_found_demonstration,
  'not-full-screen': m.staff_found_not_full_screen,
  'plain-key': m.staff_found_plain_key,
  'runs-as-root': m.staff_found_runs_as_root,
  failed: m.staff_found_failed,
  none: m.staff_found_none,
  'not-perceived': m.staff_found_not_perceived,
  'other-keys': m.staff_found_other_keys,
  'not-read': m.staff_found_not_read,
  waiting: m.staff_found_waiting,
  refused: m.staff_found_refused,
  'no-address': m.staff_found_no_address,
  'of-a-member': m.staff_found_of_a_member,
  closed: m.staff_found_closed,
  paused: m.staff_found_paused,
  late: m.staff_found_late,
};

/** What was found, in words; what only a newer kiosk finds: its own word. */
export function foundWords(found: string): string {
  return FOUND_WORDS[found]?.() ?? found.replaceAll('-', ' ');
}

/** Decisions that wait to be sent. */
const EVENT_WORDS: Readonly<Record<string, () => string>> = {
  'password-set': m.staff_event_password_set,
  'letter-requested': m.staff_event_letter_requested,
  'account-requested': m.staff_event_account_requested,
  'identifier-requested': m.staff_event_identifier_requested,
  'staff-act': m.staff_event_staff_act,
  'document-requested': m.staff_event_document_requested,
  'address-changed': m.staff_event_address_changed,
  'situation-changed': m.staff_event_situation_changed,
  'question-asked': m.staff_event_question_asked,
};

/** How many decisions of a kind wait. */
export function waitingWords({ kind, count }: { readonly kind: string; readonly count: number }): string {
  return m.staff_event_count({ what: EVENT_WORDS[kind]?.() ?? kind.replaceAll('-', ' '), count });
}

/** Why head office cannot be reached. */
const FAULT_WORDS: Readonly<Record<string, () => string>> = {
  unreachable: m.staff_sync_fault_unreachable,
  timeout: m.staff_sync_fault_timeout,
  'line-cut': m.staff_sync_fault_line_cut,
  tls: m.staff_sync_fault_tls,
  proxy: m.staff_sync_fault_proxy,
  busy: m.staff_sync_fault_busy,
  'not-enrolled': m.staff_sync_fault_not_enrolled,
  revoked: m.staff_sync_fault_revoked,
  signature: m.staff_sync_fault_signature,
  outdated: m.staff_sync_fault_outdated,
  absent: m.staff_sync_fault_absent,
  'disk-full': m.staff_sync_fault_disk_full,
  'disk-unwritable': m.staff_sync_fault_disk_unwritable,
  fault: m.staff_sync_fault_fault,
};

/** A fault of the line, in words. */
export function lineFaultWords(fault: string): string {
  return FAULT_WORDS[fault]?.() ?? fault.replaceAll('-', ' ');
}
