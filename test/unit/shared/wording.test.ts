import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageFile, plainText, readMessages, type Texts } from '../../support/messages.ts';

/** The rules of docs/wording.md that a program can check. */

const ROOT = path.join(import.meta.dirname, '../../..');
const fr = readMessages('fr');
const en = readMessages('en');

/** Key, and the texts that break a rule. Faces of keys are no sentences. */
function breaking(texts: Texts, rule: RegExp): string[] {
  return [...texts]
    .filter(([key]) => !key.endsWith('_face') && !key.startsWith('character_'))
    .flatMap(([key, forms]) => forms.filter((text) => rule.test(text)).map((text) => `${key}: ${text}`));
}

/** Texts that the pages show and that stand elsewhere. */
function otherTexts(language: 'fr' | 'en'): Texts {
  const json = (name: string): unknown =>
    JSON.parse(readFileSync(path.join(ROOT, 'resources', name), 'utf8')) as unknown;
  const terms = json('terms/terms.json') as Record<string, { title: string; paragraphs: string[] }[]>;
  const riddles = json('pictograms/riddles.json') as Record<string, Record<string, { question: string }>>;
  const html = readFileSync(path.join(ROOT, 'src-renderer/page-given-up.html'), 'utf8');
  const paragraphs = [...html.matchAll(/<(?:h1|p)(?<english> lang="en")?>(?<text>[^<]+)</gu)]
    .filter(({ groups }) => (groups?.['english'] !== undefined) === (language === 'en'))
    .map(({ groups }) => groups?.['text']?.trim().replaceAll('\n', ' ').replaceAll(/ +/gu, ' ') ?? '');
  return new Map([
    ...Object.entries(riddles).map(([id, riddle]): [string, string[]] => [
      `riddle ${id}`,
      [riddle[language]?.question ?? ''],
    ]),
    ['terms', (terms[language] ?? []).flatMap(({ title, paragraphs: parts }) => [title, ...parts])],
    ['page-given-up.html', paragraphs],
  ]);
}

const FRENCH: readonly (readonly [string, RegExp])[] = [
  ['U+202F before ? ! and ;', /(?<!\u202f)[?!;]/u],
  ['U+202F inside guillemets', /«(?!\u202f\S)|(?<!\S\u202f)»/u],
  ['U+00A0 before a colon', /(?<!\u00a0):/u],
  ['U+2019 in elisions', /'/u],
  ['guillemets for quotes', /["“”]/u],
  ['1er, not 1 or 1ier', /\b1 (?:janvier|février|mars|avril|mai|juin|juillet|août)|1ier|1°/u],
];

const BOTH: readonly (readonly [string, RegExp])[] = [
  ['no break inside e‑mail', /\be[-\s]mail/iu],
  ['no break between a number and its unit', /[\d}] (?:min|s|h|%|€)(?![\p{L}’'])/u],
  ['one space, and none at the ends', / {2}|^ |(?<!^\p{L}[\p{L} ]*[\u00a0]?: ?) $/u],
  ['an ellipsis of one character', /\.\.\./u],
  ['no space before a full stop or a comma', /\s[.,]/u],
];

const ENGLISH: readonly (readonly [string, RegExp])[] = [
  ['no French spaces', /[\s\u202f\u00a0][?!;:]|[«»]/u],
  ['U+2019 for apostrophes', /'/u],
  ['curly quotes', /"/u],
];

describe('typography', () => {
  it.each([...FRENCH, ...BOTH])('in French: %s', (_name, rule) => {
    expect(breaking(fr, rule)).toEqual([]);
    expect(breaking(otherTexts('fr'), rule)).toEqual([]);
  });
  it.each([...ENGLISH, ...BOTH])('in English: %s', (_name, rule) => {
    expect(breaking(en, rule)).toEqual([]);
    expect(breaking(otherTexts('en'), rule)).toEqual([]);
  });
  it('writes each text once: no key stands twice in a file', () => {
    for (const language of ['fr', 'en']) {
      const keys = [...messageFile(language).matchAll(/^ {2}"([^"]+)":/gmu)].map(([, key]) => key);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
  });
});

/** All files of the page with an ending, as one text. */
function sources(ending: string): string {
  return readdirSync(path.join(ROOT, 'src-renderer'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(path.join(ROOT, 'src-renderer', name), 'utf8'))
    .join('\n');
}
const svelte = sources('.svelte');

/** Keys of the texts on buttons. */
const buttons = new Set([
  // Words that a button gets from a list.
  ...[...`${svelte}${sources('.ts')}`.matchAll(/\bbutton: m\.(?<key>\w+)/gu)].map(
    ({ groups }) => groups?.['key'] ?? '',
  ),
  ...[...svelte.matchAll(/<(?:BigButton|ToolButton|AdviserButton)\b(?<props>[^]*?)\/>/gu)].flatMap(
    ({ groups }) => {
      const text = /\btext=\{(?<expression>[^}]*(?:\}\)?[^}]*)?)\}/u.exec(groups?.['props'] ?? '');
      return [...(text?.groups?.['expression'] ?? '').matchAll(/\bm\.(?<key>\w+)/gu)].map(
        ({ groups: found }) => found?.['key'] ?? '',
      );
    },
  ),
]);

/** Labels of the published guides, single words that need no noun, and answers to the question above them. */
const PLAIN_BUTTONS = new Set([
  ...[
    'back',
    'leave',
    'go_on',
    'submit',
    'login_submit',
    'space_cancel',
    'space_retry',
    'key_erase',
    'contrast',
    'contrast_label',
    'sound_label',
  ],
  ...['text_size', 'sound', 'robot_listen', 'idle_stay', 'understood', 'help_number'],
  ...[
    'entry_password',
    'entry_security_advice',
    'entry_help',
    'no_number',
    'email_lost',
    'account_code_none',
  ],
  ...['resend_none', 'space_situation', 'address_abroad', 'address_at_home', 'ask_today', 'change_no_end'],
  ...[
    'confirm_now',
    'terms_accept',
    'terms_accept_later',
    'terms_next',
    'pending_home',
    'text_challenge_another',
  ],
  ...['page_next', 'page_previous', 'years_all', 'years_newer', 'years_older', 'reimbursements_chart'],
  ...['email_use', 'email_use_number', 'history_title', 'delegation_whole_list', 'request_change', 'logout'],
  ...[
    'delegation_months',
    'delegation_renounce',
    'space_devices',
    'space_their_devices',
    'help_delegation',
    'email_forgotten',
  ],
]);

describe('buttons', () => {
  it('are found in the screens', () => {
    expect(buttons.size).toBeGreaterThan(50);
    expect([...buttons].filter((key) => !fr.has(key))).toEqual([]);
  });

  it('say a verb and its noun, or answer yes or no', () => {
    const verb =
      /^(?:Me |Se |Ne plus |M’|S’)?\p{Lu}?\p{Ll}+(?:er|ir|re)\s\S|^(?:Oui|Non),|^(?:Ce n’est pas vous)/u;
    const loose = [...buttons]
      .filter((key) => !PLAIN_BUTTONS.has(key))
      .flatMap((key) =>
        (fr.get(key) ?? []).filter((text) => !verb.test(text)).map((text) => `${key}: ${text}`),
      );
    expect(loose).toEqual([]);
  });
});

/** Words in guillemets that are no control. */
const QUOTED_ELSEWHERE = new Set([
  'IDB',
  'Voir',
  'Voir et demander',
  'Look',
  'Look and ask',
  'Espace adhérents',
  'Votre accès privilégié',
]);

describe('texts', () => {
  it.each([
    ['French', fr, /«\u202f(?<quoted>[^»{]+)\u202f»/gu],
    ['English', en, /“(?<quoted>[^”{]+)”/gu],
  ])('in %s quote controls as they are', (_language, texts, quotes) => {
    const all = new Set([...texts.values()].flat().map(plainText));
    const wrong = [...texts]
      .filter(([key]) => !/^(?:cause|limit|mail_limit)_/u.test(key))
      .flatMap(([key, forms]) =>
        forms.flatMap((text) =>
          [...text.matchAll(quotes)]
            .map(({ groups }) => plainText(groups?.['quoted'] ?? ''))
            .filter((quoted) => !QUOTED_ELSEWHERE.has(quoted) && !all.has(quoted))
            .map((quoted) => `${key}: ${quoted}`),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('call one thing by one word', () => {
    const letters = new Set([
      ...[
        'email_again_lead',
        'email_likely_lead',
        'secret_answer_short',
        'name_characters',
        'letter_pad_label',
      ],
      ...[
        'postal_abroad_malformed',
        'text_challenge_title',
        'text_challenge_alt',
        'text_challenge_label',
        'key_letters',
      ],
      ...[
        'text_challenge_missed',
        'text_challenge_to_text',
        'address_line_characters',
        'address_typed_characters',
      ],
    ]);
    const other = (texts: Texts, word: RegExp): string[] =>
      breaking(texts, word).filter((found) => !letters.has(found.split(':')[0] ?? ''));
    // Courrier is the post; lettre is of the alphabet.
    expect(other(fr, /\blettres?\b/iu)).toEqual([]);
    expect(other(fr, /récépissé|numéro de dossier/iu)).toEqual([]);
    expect(
      other(fr, /\bsur (?:la|une|cette) borne\b(?! (?:à|où))/iu).filter(
        (text) => !/rien|laiss|restera|affich|dispon|enregistr/iu.test(text),
      ),
    ).toEqual([]);
    expect(other(en, /postal code|third-party|text message|\bagency\b|\breader\b/iu)).toEqual([]);
  });

  it('say who or what: no sentence begins with a pronoun whose noun is not before it', () => {
    const orphan =
      /^(?:Il|Elle|Ils|Elles|Celui-ci|Celle-ci)\s(?!faut|n’y a|y a|vous reste|manque|reste|devrait y)/u;
    expect(breaking(fr, orphan)).toEqual([]);
    expect(breaking(en, /^(?:It|They) (?!takes thirteen)/u)).toEqual([]);
  });

  it('hold one idea a sentence', () => {
    const longest = 28;
    const long = [...fr]
      .filter(([key]) => !/^(?:cause|limit|legal_notice|mail_limit)/u.test(key))
      .flatMap(([key, forms]) =>
        forms.flatMap((text) =>
          text
            .split(/(?<=[.!?\u202f:])\s/u)
            .filter((sentence) => sentence.split(' ').length > longest)
            .map((sentence) => `${key}: ${sentence.split(' ').length} ${sentence}`),
        ),
      );
    expect(long).toEqual([]);
  });
});

/** Keys of refusals: what the kiosk says when it does not do what was asked for. */
const REFUSAL =
  /_(?:wrong|malformed|expired|locked|paused|offline|unknown|taken|differs|mismatch|missing|long|short|characters|down|delayed|exhausted|refused|used|over|late|early|too_early|superseded|loading|unconfirmed|none|gone|no_tries|not_allowed|of_other|key|no_key|range|country|not_mobile|future|too_old|no_such_day|incomplete|failed|again|already|yourself|nobody)$/u;

/** What only states: labels, states in a list, and news that needs nothing to be done. */
const NO_REFUSAL =
  /^(?:key_|keyboard_|space_key|character_|class_|rule_|staff_|out_|cause_|limit_|mail_|sms_|page_|letter_notice|history_none|home_|request_(?:refused|superseded|none)|reimbursement|delegation_(?:none|unused|journal_none)|device(?:s_none|_blocked)|visits_none|change_(?:note_none|documents_none|choose_again)|print_again|sent_(?:again|title_refused)|receipt_|guarantee|confirm_|robot_|done_refused_title|text_|terms_|fresh_(?:lead|unknown)|code_late|letter_code_used|pending_unknown|email_again|contact_phone_again|name_lead|span_over|delegation_revoke_again|devices_again|delegation_to|code_refused_title|refused_title|act_|entry_|app_none|care_|resend_none|account_code_none|space_(?:loading|log_in_again)|ask_over|scroll_down|delegation_used|device_used|block_|branch_(?:pin_again|new_password_again|call_(?:taken|nobody)|test_none))/u;

describe('refusals', () => {
  const way =
    /conseiller|agence|Touchez|touchez|Choisi|choisi|Saisissez|saisissez|Relisez|Compare|corrig|Corrig|Vérifi|vérifi|Complétez|Patientez|Attendez|Réessayez|réessay|Demandez|demande[zr]|Retirez|Raccourcissez|Abrégez|Refaites|Faites|Montrez|Écrivez|écrivez|Ajoutez|Finissez|Lisez|possible \{|pourra partir|reprend|ensuite|à jour|Connectez|ouvrez|peut encore|Remplacez|au plus|Proposez|Prenez|lit et saisit|relit/u;
  const refusals = [...fr].filter(([key]) => REFUSAL.test(key) && !NO_REFUSAL.test(key));

  it('name the way on', () => {
    expect(refusals.length).toBeGreaterThan(60);
    const without = refusals.flatMap(([key, forms]) =>
      forms.filter((text) => !way.test(text)).map((text) => `${key}: ${text}`),
    );
    expect(without).toEqual([]);
  });
});
