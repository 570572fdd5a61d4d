import { LANGUAGES, type Language } from '../../src-shared/messages/languages.ts';
import { m } from '../../src-shared/messages/compiled/messages.js';
import { escapeHtml } from '../../src-shared/mail/escape-html.ts';
import type { HubSettings } from '../basics/settings/settings.ts';
import { MARK } from '../http/look.ts';
import { FORM_FIELD } from './form-proof.ts';
import { PAGE_STYLE } from './page-style.ts';
import { pageText } from './page-text.ts';
import type { PageView } from './page-view.ts';

/** What a page needs besides its words. */
export interface PageSetting {
  readonly language: Language;
  /** True: the page offers other languages at its own address, by `?lang=`. */
  readonly switchable: boolean;
  /** The form of the page's button. `action` is relative to the page's address. Null: no button. */
  readonly form: { readonly action: string; readonly proof: string } | null;
  readonly settings: HubSettings;
}

/** Makes a whole page without scripts; its one other file is the typeface, without which it is as readable. */
export function pageHtml(view: PageView, page: PageSetting): string {
  const { language, settings } = page;
  const { title, paragraphs, facts, then = [], button, note } = pageText(view, language);
  const name = escapeHtml(settings.HUB_LETTERHEAD_NAME);
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(facts === undefined ? [] : [`<dl>${facts.map(factHtml).join('')}</dl>`]),
    ...then.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(button === undefined || page.form === null ? [] : [formHtml(button, page.form)]),
    ...(note === undefined ? [] : [`<p class="note">${escapeHtml(note)}</p>`]),
  ];
  return `<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(title)} – ${name}</title>
<style>${PAGE_STYLE}</style>
</head>
<body data-page="${view.kind}">
<div class="column">
<header>
<div class="brand">${MARK}<span>${name}</span></div>
${page.switchable ? switchHtml(language) : ''}
</header>
<main>
${parts.join('\n')}
</main>
<footer>
<h2>${escapeHtml(m.page_contact({}, { locale: language }))}</h2>
${contactHtml(settings)}
</footer>
</div>
</body>
</html>
`;
}

function factHtml([name, value]: readonly [string, string]): string {
  return `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`;
}

function formHtml(button: string, { action, proof }: { action: string; proof: string }): string {
  return `<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="${FORM_FIELD}" value="${escapeHtml(proof)}">
<button type="submit">${escapeHtml(button)}</button>
</form>`;
}

/** A link with only a query keeps the path, and so the token. */
function switchHtml(language: Language): string {
  const links = LANGUAGES.filter((other) => other !== language).map(
    (other) =>
      `<a href="?lang=${other}" lang="${other}" hreflang="${other}">${m.language_name({}, { locale: other })}</a>`,
  );
  return `<nav aria-label="${m.language_label({}, { locale: language })}">${links.join(' ')}</nav>`;
}

function contactHtml(settings: HubSettings): string {
  const { HUB_LETTERHEAD_PHONE: phone, HUB_LETTERHEAD_EMAIL: email } = settings;
  const address = settings.HUB_LETTERHEAD_ADDRESS.split('|').join(', ');
  return `<p><a href="tel:${escapeHtml(phone.replaceAll(/[^0-9+]/gu, ''))}">${escapeHtml(phone.replaceAll(' ', '\u00a0'))}</a></p>
<p><a href="mailto:${escapeHtml(email)}">${escapeHtml(email)}</a></p>
<p>${escapeHtml(settings.HUB_LETTERHEAD_NAME)}, ${escapeHtml(address)}</p>`;
}
