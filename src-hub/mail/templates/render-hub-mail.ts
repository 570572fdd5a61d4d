import type { Agency } from '../../../src-shared/journey/agency.ts';
import { renderMail, type RenderedMail } from '../../../src-shared/mail/render-mail.ts';
import { frameMail, type MailWords } from '../../../src-shared/mail/mail-words.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import type { HubMail } from './hub-mail.ts';
import { accountAskedWords } from './account-asked.ts';
import { accountAskedAgainWords } from './account-asked-again.ts';
import { accountConfirmedWords } from './account-confirmed.ts';
import { accountReplacedWords } from './account-replaced.ts';
import { activationCodeWords } from './activation-code.ts';
import { addressReportedWords } from './address-reported.ts';
import { canaryWords } from './canary.ts';
import { confirmAccountWords } from './confirm-account.ts';
import { contactChangedWords } from './contact-changed.ts';
import { delegationWords } from './delegation.ts';
import { deviceWords } from './device.ts';
import { identifierReminderWords } from './identifier-reminder.ts';
import { kioskVoidedWords } from './kiosk-voided.ts';
import { letterPostedWords } from './letter-posted.ts';
import { letterReminderWords } from './letter-reminder.ts';
import { limitMetWords } from './limit-met.ts';
import { moreChangesWords } from './more-changes.ts';
import { passwordAttestedWords } from './password-attested.ts';
import { passwordSetWords } from './password-set.ts';
import { recoveryCodeWords } from './recovery-code.ts';
import { requestAnsweredWords } from './request-answered.ts';
import { requestReceivedWords } from './request-received.ts';
import { spaceCodeWords } from './space-code.ts';

/** Renders a mail in its language. @param agency whom the reader can ask */
export function renderHubMail(mail: HubMail, agency: Agency): RenderedMail {
  // A telephone number that is broken at the end of a line is hard to read.
  const unbroken = { ...agency, phone: agency.phone.replaceAll(' ', '\u00a0') };
  const footer = m.mail_footer_account({}, { locale: mail.language });
  return renderMail(frameMail(mail.language, agency, wordsOf(mail, unbroken), footer));
}

function wordsOf(mail: HubMail, agency: Agency): MailWords {
  switch (mail.kind) {
    case 'letter-posted':
      return letterPostedWords(mail, agency);
    case 'letter-reminder':
      return letterReminderWords(mail, agency);
    case 'confirm-account':
      return confirmAccountWords(mail, agency);
    case 'account-confirmed':
      return accountConfirmedWords(mail, agency);
    case 'account-replaced':
      return accountReplacedWords(mail, agency);
    case 'account-asked':
      return accountAskedWords(mail, agency);
    case 'more-changes':
      return moreChangesWords(mail, agency);
    case 'account-asked-again':
      return accountAskedAgainWords(mail, agency);
    case 'identifier-reminder':
      return identifierReminderWords(mail, agency);
    case 'recovery-code':
      return recoveryCodeWords(mail, agency);
    case 'activation-code':
      return activationCodeWords(mail, agency);
    case 'password-attested':
      return passwordAttestedWords(mail, agency);
    case 'limit-met':
      return limitMetWords(mail, agency);
    case 'canary':
      return canaryWords(mail, agency);
    case 'password-set':
      return passwordSetWords(mail, agency);
    case 'kiosk-voided':
      return kioskVoidedWords(mail, agency);
    case 'request-received':
      return requestReceivedWords(mail, agency);
    case 'request-answered':
      return requestAnsweredWords(mail, agency);
    case 'delegation-offered':
    case 'delegation-accepted':
    case 'delegation-declined':
    case 'delegation-revoked':
    case 'delegation-granted':
    case 'delegation-ending':
      return delegationWords(mail, agency);
    case 'address-reported':
      return addressReportedWords(mail, agency);
    case 'space-code':
      return spaceCodeWords(mail, agency);
    case 'contact-changed':
      return contactChangedWords(mail, agency);
    case 'device-added':
    case 'device-blocked':
    case 'device-unblocked':
    case 'device-deleted':
      return deviceWords(mail, agency);
  }
}
