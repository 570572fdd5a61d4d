import { DEFAULT_LANGUAGE, type Language } from '../../../src-shared/messages/languages.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { LetterNews } from '../../mail/letter-news.ts';
import { commonText, type LetterText, type LetterTextDeps } from './letter-text.ts';

const LOCALE = { locale: DEFAULT_LANGUAGE };

/** What happened, with its moment. */
const NEWS = {
  password: m.letter_notice_password,
  account: m.letter_notice_account,
  'account-replaced': m.letter_notice_account_replaced,
  email: m.letter_notice_email,
  phone: m.letter_notice_phone,
  address: m.letter_notice_address,
  'device-added': m.letter_notice_device_added,
  'device-blocked': m.letter_notice_device_blocked,
  'device-unblocked': m.letter_notice_device_unblocked,
  'device-deleted': m.letter_notice_device_deleted,
  'delegation-offered': m.letter_notice_delegation_offered,
  'delegation-accepted': m.letter_notice_delegation_accepted,
  'delegation-declined': m.letter_notice_delegation_declined,
  'delegation-revoked': m.letter_notice_delegation_revoked,
  'delegation-granted': m.letter_notice_delegation_granted,
  voided: m.letter_notice_voided,
  'email-staff': m.letter_notice_email_staff,
  'phone-staff': m.letter_notice_phone_staff,
  'address-staff': m.letter_notice_address_staff,
} satisfies Record<LetterNews, unknown>;

/** Most lines on the page; more are told by their number. */
const MOST_LINES = 10;

/** The text of a letter without a code, which tells what happened to an account. @param news oldest first */
export function noticeLetterText(
  deps: LetterTextDeps,
  news: readonly { readonly what: LetterNews; readonly at: string }[],
): LetterText {
  const { name, phone } = deps.letterhead;
  const lineOf =
    (language: Language) =>
    ({ what, at }: (typeof news)[number]): string =>
      NEWS[what]({ moment: longMoment(Date.parse(at), language) }, { locale: language });
  const shown = news.length > MOST_LINES ? news.slice(0, MOST_LINES - 1) : news;
  const more = news.length - shown.length;
  const { language } = deps;
  return {
    ...commonText(deps),
    title: m.letter_notice_title({}, LOCALE),
    opening: m.letter_notice_opening({ name }, LOCALE),
    codeLabel: '',
    expiry: '',
    stepsTitle: m.letter_notice_news_title({}, LOCALE),
    steps: [
      ...shown.map(lineOf(DEFAULT_LANGUAGE)),
      ...(more > 0 ? [m.letter_notice_more({ count: more }, LOCALE)] : []),
    ],
    adviceTitle: m.letter_notice_advice_title({}, LOCALE),
    advice: m.letter_notice_advice({ phone }, LOCALE),
    summary:
      language === DEFAULT_LANGUAGE
        ? null
        : m.letter_notice_summary({ name, phone, count: news.length }, { locale: language }),
  };
}
