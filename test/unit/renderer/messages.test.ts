import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '../../../src-renderer');

type Variants = { match: Record<string, string> }[];

function read(language: string): Map<string, string[]> {
  const file = readFileSync(join(RENDERER, 'messages', `${language}.json`), 'utf8');
  const messages = JSON.parse(file) as Record<string, string | Variants>;
  return new Map(
    Object.entries(messages)
      .filter(([key]) => key !== '$schema')
      .map(([key, message]) => [
        key,
        typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match)),
      ]),
  );
}

const fr = read('fr');
const en = read('en');

function placeholders(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/\{[a-z]+\}/giu) ?? []))].sort();
}

describe('messages', () => {
  it('exist in every language, with the same blanks to fill', () => {
    expect([...en.keys()]).toEqual([...fr.keys()]);
    for (const [key, texts] of fr)
      expect([key, placeholders(en.get(key) ?? [])]).toEqual([key, placeholders(texts)]);
  });

  it('are all used by the page', () => {
    const sources = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:svelte|ts)$/u.test(name) && !name.startsWith('messages'))
      .map((name) => readFileSync(join(RENDERER, name), 'utf8'))
      .join('\n');
    const used = new Set([...sources.matchAll(/\bm\.([a-z0-9_]+)/gu)].map(([, key]) => key));
    expect([...fr.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it('keep French punctuation on the line of its word', () => {
    const loose = [...fr]
      .filter(([key]) => !key.endsWith('_face'))
      .flatMap(([key, texts]) =>
        texts.filter((text) => / [:;?!»]|« /u.test(text)).map((text) => `${key}: ${text}`),
      );
    expect(loose).toEqual([]);
  });

  it('carry the labels of the published guides', () => {
    const plain = (key: string): string => (fr.get(key)?.[0] ?? '').replace(/\s/gu, ' ');
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
