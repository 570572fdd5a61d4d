import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import terms from '../../../resources/terms/terms.json' with { type: 'json' };
import { plainText, readMessages } from '../../support/messages.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = ['src-renderer', 'src-main', 'src-hub', 'src-shared'];

const fr = readMessages('fr');
const others = LANGUAGES.filter((language) => language !== 'fr');

function placeholders(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/\{[a-z]+\}/giu) ?? []))].sort();
}

/** Messages with a number, and what it is. */
const NUMBERS_THAT_ARE_NO_LIMITS: Readonly<Record<string, string>> = {
  activate_lead: 'the name of a centre',
  legal_notice: 'articles of the penal code',
  birth_lead: 'an example',
  birth_incomplete: 'digits of a year',
  branch_app_lead: 'the form of a code of an application, by RFC 6238',
  branch_code: 'the form of a code of an application, by RFC 6238',
  confirm_same: 'a password and its repetition',
  contact_codes: 'one code for each of two ways',
  contact_elsewhere: 'the name of a centre',
  contact_phone_malformed: 'the numbering plan of telephones',
  contact_phone_range: 'the numbering plan of telephones',
  entry_create_account_text: 'how long it takes, about',
  first_of_month: 'a day',
  hour_cycle: 'how the hours of a day are counted',
  mail_letter_reminder_do: 'how long it takes, about',
  guarantee_couverture_1: 'the name of a guarantee',
  guarantee_couverture_2: 'the name of a guarantee',
  nir_lead: 'the form of a NIR, by law',
  nir_malformed: 'the form of a NIR, by law',
  nir_no_key: 'the form of a NIR, by law',
  postal_malformed: 'the form of a postal code',
  situation_insured: 'the name of a centre',
  'terms 1': 'the name of a centre',
  'terms 5': 'articles of the penal code',
};

/** The sections of the terms of use, as written. */
const TERMS = [terms.fr, terms.en].flatMap((sections) =>
  sections.map(({ title, paragraphs }, index): [string, string[]] => [
    `terms ${String(index)}`,
    [title, ...paragraphs],
  ]),
);

describe('messages', () => {
  it.each(others)('exist in %s as in French, with the same blanks to fill', (language) => {
    const messages = readMessages(language);
    expect([...messages.keys()]).toEqual([...fr.keys()]);
    for (const [key, texts] of fr)
      expect([key, placeholders(messages.get(key) ?? [])]).toEqual([key, placeholders(texts)]);
  });

  it('are all used', () => {
    const sources = SOURCES.flatMap((source) =>
      readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:svelte|ts)$/u.test(name) && !name.startsWith('messages'))
        .map((name) => readFileSync(join(ROOT, source, name), 'utf8')),
    ).join('\n');
    const used = new Set([...sources.matchAll(/\bm\.([a-z0-9_]+)/gu)].map(([, key]) => key));
    expect([...fr.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it('leave every limit to src-shared/policy: a number stands in no text, unless it is no limit', () => {
    const figure = /[0-9]/u;
    const counted =
      '(?:jours?|heures?|minutes?|mois|semaines?|codes?|essais|mots|images|autres|chiffres|caractères|lettres|days?|hours?|' +
      'minutes?|months?|weeks?|wrong|tries|pictures|digits|characters|letters|others)';
    const words =
      '(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|two|three|four|five|seven|eight|nine|ten|fifteen|' +
      'twenty|thirty)';
    const spelled = new RegExp(`(?<!\\p{L})${words} ${counted}`, 'iu');
    const found = [...LANGUAGES.map(readMessages).flatMap((messages) => [...messages]), ...TERMS]
      .filter(([, texts]) =>
        texts
          .map((text) => text.replaceAll(/\{[^}]*\}/gu, ''))
          .some((text) => figure.test(text) || spelled.test(text)),
      )
      .map(([key]) => key);
    expect([...new Set(found)].sort()).toEqual(Object.keys(NUMBERS_THAT_ARE_NO_LIMITS).sort());
  });

  it('carry the labels of the published guides', () => {
    const plain = (key: string): string => plainText(fr.get(key)?.[0] ?? '');
    expect(plain('entry_password')).toBe('Première connexion ou mot de passe oublié');
    expect(plain('channel_email')).toBe('Recevoir mon code par MAIL');
    expect(plain('code_label')).toBe("Code d'activation");
    expect(plain('code_spam')).toBe('Pensez à regarder dans vos spams ou courriers indésirables.');
    expect(plain('code_keep_open')).toContain('garder cette page ouverte');
    expect(plain('password_title')).toBe('Définissez votre mot de passe');
    expect(plain('robot_picture')).toBe("Anti-Robot : touchez l'image correspondant au mot : {word}");
    expect(plain('identifier_label')).toBe('Identifiant (N° adhérent)');
    expect(plain('login_submit')).toBe('Connexion');
    for (const article of ['323-1', '323-2', '323-3']) expect(plain('legal_notice')).toContain(article);
  });
});
