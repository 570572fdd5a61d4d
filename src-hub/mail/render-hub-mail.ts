import type { Agency } from '../../src-shared/journey/agency.ts';
import { renderMail, type RenderedMail } from '../../src-shared/mail/render-mail.ts';
import { frameMail, type MailWords } from '../../src-shared/mail/mail-words.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import type { HubMail } from './templates/hub-mail.ts';
import { accountAskedWords } from './templates/accounts/account-asked.ts';
import { accountAskedAgainWords } from './templates/accounts/account-asked-again.ts';
import { accountConfirmedWords } from './templates/accounts/account-confirmed.ts';
import { accountReplacedWords } from './templates/accounts/account-replaced.ts';
import { activationCodeWords } from './templates/accounts/activation-code.ts';
import { addressReportedWords } from './templates/changes/address-reported.ts';
import { canaryWords } from './templates/canary.ts';
import { confirmAccountWords } from './templates/accounts/confirm-account.ts';
import { contactChangedWords } from './templates/changes/contact-changed.ts';
import { delegationWords } from './templates/changes/delegation.ts';
import { deviceWords } from './templates/changes/device.ts';
import { identifierReminderWords } from './templates/accounts/identifier-reminder.ts';
import { kioskVoidedWords } from './templates/changes/kiosk-voided.ts';
import { letterPostedWords } from './templates/letter-posted.ts';
import { letterReminderWords } from './templates/letter-reminder.ts';
import { limitMetWords } from './templates/limit-met.ts';
import { moreChangesWords } from './templates/changes/more-changes.ts';
import { passwordAttestedWords } from './templates/changes/password-attested.ts';
import { passwordSetWords } from './templates/changes/password-set.ts';
import { recoveryCodeWords } from './templates/recovery-code.ts';
import { requestAnsweredWords } from './templates/request-answered.ts';
import { requestReceivedWords } from './templates/request-received.ts';
import { spaceCodeWords } from './templates/space-code.ts';

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
