import type { Language } from '../../src-shared/messages/languages.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import { CONFIRMATION_LINK_LIFE } from '../../src-shared/policy/codes.ts';
import { longMoment } from '../../src-shared/time/moment-words.ts';
import { HOUR } from '../../src-shared/time/units.ts';
import type { PageKind, PageText, PageView } from './page-view.ts';

const hours = CONFIRMATION_LINK_LIFE / HOUR;

/** The words of a page. */
export function pageText(view: PageView, language: Language): PageText {
  const locale = { locale: language };
  switch (view.kind) {
    case 'confirm':
      return {
        title: m.page_confirm_title({}, locale),
        paragraphs: [
          m.page_confirm_hello({ givenName: view.givenName }, locale),
          m.page_confirm_what({}, locale),
        ],
        facts: [[m.page_confirm_identifier({}, locale), view.identifier]],
        button: m.page_confirm_button({}, locale),
        note: m.page_confirm_note({}, locale),
      };
    case 'done':
      return {
        title: m.page_done_title({}, locale),
        paragraphs: [m.page_done_thanks({}, locale)],
        facts: [[m.page_done_identifier({}, locale), view.identifier]],
        then: [m.page_done_here({}, locale), m.page_done_later({}, locale), m.page_done_close({}, locale)],
      };
    case 'already':
      return {
        title: m.page_already_title({}, locale),
        paragraphs: [
          m.page_already_nothing({}, locale),
          m.page_already_how({}, locale),
          m.page_already_close({}, locale),
        ],
      };
    case 'taken':
      return {
        title: m.page_taken_title({}, locale),
        paragraphs: [m.page_taken_what({}, locale), m.page_taken_do({}, locale)],
        note: m.page_taken_note({}, locale),
      };
    case 'expired':
      return {
        title: m.page_expired_title({}, locale),
        paragraphs: [m.page_expired_what({ hours }, locale)],
        facts: [[m.page_expired_identifier({}, locale), view.identifier]],
        button: m.page_expired_button({}, locale),
        note: m.page_expired_note({}, locale),
      };
    case 'sent':
      return {
        title: m.page_sent_title({}, locale),
        paragraphs: [m.page_sent_what({ hours }, locale)],
        facts: [[m.page_sent_identifier({}, locale), view.identifier]],
        then: [m.page_sent_spam({}, locale), m.page_sent_close({}, locale)],
      };
    case 'too-early':
      return {
        title: m.page_too_early_title({}, locale),
        paragraphs: [
          m.page_too_early_what({}, locale),
          view.at === null
            ? m.page_too_early_tomorrow({}, locale)
            : m.page_too_early_at({ moment: longMoment(view.at, language) }, locale),
        ],
        facts: [[m.page_too_early_identifier({}, locale), view.identifier]],
      };
    case 'disavow':
      return {
        title: m.page_disavow_title({}, locale),
        paragraphs: [
          view.place === null
            ? m.page_disavow_what_website({ moment: longMoment(view.at, language) }, locale)
            : m.page_disavow_what({ moment: longMoment(view.at, language), place: view.place }, locale),
          m.page_disavow_effect({}, locale),
        ],
        button: m.page_disavow_button({}, locale),
        note: m.page_disavow_note({}, locale),
      };
    case 'disavowed':
      return {
        title: m.page_disavowed_title({}, locale),
        paragraphs: [m.page_disavowed_what({}, locale)],
      };
    case 'unknown':
    case 'refused':
    case 'too-many':
    case 'unavailable':
      return problemText(view.kind, locale);
  }
}

type Problem = Extract<PageKind, 'unknown' | 'refused' | 'too-many' | 'unavailable'>;

/** The words of a page about a problem, which shows nothing of any account. */
function problemText(kind: Problem, locale: { readonly locale: Language }): PageText {
  switch (kind) {
    case 'unknown':
      return {
        title: m.page_unknown_title({}, locale),
        paragraphs: [
          m.page_unknown_why({}, locale),
          m.page_unknown_latest({}, locale),
          m.page_unknown_lost({}, locale),
        ],
      };
    case 'refused':
      return {
        title: m.page_refused_title({}, locale),
        paragraphs: [m.page_refused_why({}, locale), m.page_refused_do({}, locale)],
      };
    case 'too-many':
      return { title: m.page_too_many_title({}, locale), paragraphs: [m.page_too_many_what({}, locale)] };
    case 'unavailable':
      return {
        title: m.page_unavailable_title({}, locale),
        paragraphs: [m.page_unavailable_what({}, locale)],
      };
  }
}
