import { escapeHtml } from './escape-html.ts';
import type { MailBlock, MailContent } from './mail-content.ts';

/** One column of at most 560 px, made of tables and inline styles: old and new mail programs draw these alike. */
const STYLE = {
  page: 'margin:0;padding:0;background-color:#f3f1ec;',
  outer: 'width:100%;background-color:#f3f1ec;',
  card: 'width:100%;max-width:560px;background-color:#ffffff;border-radius:8px;',
  brand:
    'padding:20px 28px;background-color:#0b5563;color:#ffffff;font-size:18px;font-weight:bold;border-radius:8px 8px 0 0;',
  body: 'padding:28px;color:#1d2b2f;font-size:17px;line-height:1.55;',
  heading: 'margin:0 0 20px;font-size:24px;line-height:1.3;color:#0b5563;',
  paragraph: 'margin:0 0 16px;',
  codeBox: 'margin:0 0 20px;width:100%;',
  code: 'padding:18px 8px;background-color:#e6f0f1;color:#0b3c46;font-size:36px;font-weight:bold;letter-spacing:4px;text-align:center;border-radius:8px;font-family:Consolas,Menlo,monospace;white-space:nowrap;',
  link: 'padding:16px 12px;background-color:#0b5563;text-align:center;border-radius:8px;',
  anchor: 'color:#ffffff;font-size:19px;font-weight:bold;text-decoration:underline;',
  address: 'margin:0 0 20px;font-size:14px;color:#3c4b4f;word-break:break-all;',
  advice: 'padding:14px 18px;background-color:#fbf3e2;color:#3d2f10;border-left:4px solid #b8860b;',
  contact: 'padding:20px 28px;color:#3c4b4f;font-size:15px;line-height:1.5;border-top:1px solid #dcd8ce;',
  footer: 'padding:0 28px 24px;color:#5a676a;font-size:13px;line-height:1.5;',
} as const;

/** Colours for mail programs with a dark mode; the others use the inline ones. */
const DARK = [
  ['.bg', 'background-color:#12191b!important'],
  ['.card', 'background-color:#1d2629!important'],
  ['.body,.contact,.footer,.address', 'color:#e8eceb!important'],
  ['.heading', 'color:#8fd0da!important'],
  ['.contact', 'border-color:#3c4b4f!important'],
  ['.code', 'background-color:#0f3a43!important;color:#ffffff!important'],
  ['.advice', 'background-color:#3a3016!important;color:#fbf0d6!important'],
].map(([selector, rule]) => `${selector}{${rule}}`);

const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

/** The HTML of a mail. It has no image and loads nothing; links lead only to pages of head office. */
export function mailHtml({ language, heading, blocks, contactTitle, agency, footer }: MailContent): string {
  const contact = [agency.name, agency.address, agency.phone, agency.email].map(escapeHtml).join('<br>\n');
  return `<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(heading)}</title>
<style>@media (prefers-color-scheme:dark){${DARK.join('')}}</style>
</head>
<body class="bg" style="${STYLE.page}">
<table ${TABLE} class="bg" style="${STYLE.outer}"><tr><td align="center" style="padding:16px 8px;font-family:Verdana,Arial,sans-serif;">
<table ${TABLE} class="card" style="${STYLE.card}" lang="${language}">
<tr><td style="${STYLE.brand}">${escapeHtml(agency.name)}</td></tr>
<tr><td class="body" style="${STYLE.body}">
<h1 class="heading" style="${STYLE.heading}">${escapeHtml(heading)}</h1>
${blocks.map(blockHtml).join('\n')}
</td></tr>
<tr><td class="contact" style="${STYLE.contact}"><strong>${escapeHtml(contactTitle)}</strong><br>
${contact}</td></tr>
<tr><td class="footer" style="${STYLE.footer}">${escapeHtml(footer)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function blockHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${STYLE.paragraph}">${escapeHtml(block.text)}</p>`;
    case 'code':
      return `<table ${TABLE} style="${STYLE.codeBox}"><tr><td class="code" style="${STYLE.code}">${escapeHtml(block.text)}</td></tr></table>`;
    case 'link': {
      const url = escapeHtml(block.url);
      return `<table ${TABLE} style="${STYLE.codeBox}"><tr><td class="link" style="${STYLE.link}"><a href="${url}" style="${STYLE.anchor}">${escapeHtml(block.text)}</a></td></tr></table>
<p class="address" style="${STYLE.address}">${url}</p>`;
    }
    case 'advice':
      return `<table ${TABLE} style="width:100%;"><tr><td class="advice" style="${STYLE.advice}"><strong>${escapeHtml(block.question)}</strong><br>\n${escapeHtml(block.answer)}</td></tr></table>`;
  }
}
