import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemRandom } from '../../../src-main/random/random.ts';
import { compileInto, declareTypes } from '../../../tools/setup/messages.mjs';
import { AGENCY } from '../../support/outbox-fixture.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const AT = Date.UTC(2026, 10, 1, 6, 11);
let copy: string;

type Message = string | { match: Record<string, string> }[];

/** What the language itself needs, which is no text to be read. */
const OF_THE_LANGUAGE: Readonly<Record<string, string>> = {
  $schema: 'https://inlang.com/schema/inlang-message-format',
  language_name: 'Deutsch',
  language_aliases: 'de deu deutsch german allemand',
  intl_locale: 'de-DE',
  hour_cycle: 'h23',
};

/** The texts of the English file, each marked as German. */
function german(english: string): Record<string, Message> {
  const marked = (text: string): string => `[de] ${text}`;
  const messages = Object.entries(JSON.parse(english) as Record<string, Message>).map(
    ([key, message]): [string, Message] => [
      key,
      typeof message === 'string'
        ? marked(message)
        : message.map((variants) => ({
            ...variants,
            match: Object.fromEntries(
              Object.entries(variants.match).map(([form, text]) => [form, marked(text)]),
            ),
          })),
    ],
  );
  return { ...Object.fromEntries(messages), ...OF_THE_LANGUAGE };
}

beforeAll(async () => {
  // Within the checkout, so that packages are found.
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  copy = mkdtempSync(path.join(ROOT, '.cache', 'another-language-'));
  for (const folder of ['src-shared', 'src-main', 'src-hub', 'src-renderer', 'resources'])
    cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
  const messages = path.join(copy, 'src-shared', 'messages');
  const settings = path.join(messages, 'project.inlang', 'settings.json');
  // The one file …
  const english = readFileSync(path.join(messages, 'en.json'), 'utf8');
  writeFileSync(path.join(messages, 'de.json'), JSON.stringify(german(english)));
  // … and the one line.
  const lines = readFileSync(settings, 'utf8').replace(
    '"locales": ["fr", "en"]',
    '"locales": ["fr", "en", "de"]',
  );
  const plugin = path.join(ROOT, 'node_modules');
  writeFileSync(settings, lines.replace('../../node_modules', path.relative(messages, plugin)));
  const compiled = path.join(messages, 'compiled');
  await compileInto(path.dirname(settings), { outdir: compiled });
  await declareTypes(compiled);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const load = (file: string): Promise<Record<string, (...facts: unknown[]) => unknown>> =>
  import(/* @vite-ignore */ pathToFileURL(path.join(copy, file)).href);

/** What of the anti-robot is used here. */
interface Challenges {
  ChallengeService: new (deps: object) => {
    issue: (way: string, language: string) => { id: string; word?: string; question?: string };
    check: (answer: object) => string;
  };
}

/** What of Svelte's `render` is used here. */
type Render = (component: unknown, options: { props: object }) => { body: string };

const told = { language: 'de', agency: AGENCY };

it('reaches the schema of languages, and the files that call it by its aliases', async () => {
  expect(await load('src-shared/messages/languages.ts')).toMatchObject({ LANGUAGES: ['fr', 'en', 'de'] });
  const { readLanguage } = await load('src-shared/values/language-name.ts');
  expect(readLanguage?.('Allemand')).toEqual({ ok: true, value: 'de' });
});

it('reaches a mail of head office, and one of the kiosk', async () => {
  const { renderHubMail } = await load('src-hub/mail/render-hub-mail.ts');
  const mail = { kind: 'password-set', to: 'a@b.fr', language: 'de', at: AT };
  expect(renderHubMail?.(mail, AGENCY)).toMatchObject({
    subject: `[de] Your ${AGENCY.name} password has been set`,
    text: expect.stringMatching(/\[de\] A new password .*Sonntag, 1\. November 2026/u) as string,
    html: expect.stringContaining('<html lang="de"') as string,
  });
  const { renderMessage } = await load('src-main/delivery/templates/render-message.ts');
  const code = { ...told, kind: 'activation-code', code: '482913', validMinutes: 10 };
  expect(renderMessage?.(code)).toMatchObject({ subject: `[de] Your ${AGENCY.name} activation code` });
});

it('reaches an SMS, and a receipt', async () => {
  const { smsText } = await load('src-shared/sms/sms-text.ts');
  expect(smsText?.({ ...told, kind: 'password-set', at: AT })).toMatch(/^.?.?de.? .*01\.11\.26/u);
  const { receiptText } = await load('src-main/printing/receipt-text.ts');
  const facts = {
    ...told,
    receipt: 'KT4M-7XWA',
    body: { kind: 'address-changed' },
    madeAt: AT,
    state: 'kept',
  };
  expect(receiptText?.(facts, 80)).toMatchObject({ title: '[de] Receipt of a request' });
});

it('reaches a letter', async () => {
  const { letterText } = await load('src-hub/letters/paper/letter-text.ts');
  const letter = { letterhead: AGENCY, writtenOn: new Date(AT), lastDay: new Date(AT), language: 'de' };
  expect(letterText?.(letter)).toMatchObject({
    title: 'Votre code pour définir votre mot de passe',
    summary: expect.stringMatching(/^\[de\] .*Sonntag, 1\. November 2026/u) as string,
  });
});

it('reaches a page of head office', async () => {
  const { pageText } = await load('src-hub/pages/page-text.ts');
  expect(pageText?.({ kind: 'already' }, 'de')).toMatchObject({
    title: '[de] This account is already confirmed',
  });
});

it('falls back to the default language where the terms of use are not written in it', async () => {
  const { readShippedTerms, termsIn } = await load('src-main/accounts/terms.ts');
  const terms = readShippedTerms?.();
  expect(termsIn?.(terms, 'de')).toEqual(termsIn?.(terms, 'fr'));
  expect(termsIn?.(terms, 'en')).not.toEqual(termsIn?.(terms, 'fr'));
});

it.each(['picture', 'question'])('has an anti-robot without words of its own: %s', async (way) => {
  const { loadPictograms, loadRiddles } = await load('src-main/challenge/load-pictograms.ts');
  const pictograms = ((loadPictograms?.() ?? []) as Record<string, string>[]).slice(0, 9);
  const riddles = loadRiddles?.() as Record<string, Record<string, { question: string }>>;
  const { ChallengeService } = (await load(
    'src-main/challenge/challenge-service.ts',
  )) as unknown as Challenges;
  const service = new ChallengeService({
    ...{ clock: { now: () => 0 }, random: systemRandom, glyphs: {} },
    ...{ pictograms, riddles },
  });
  const challenge = service.issue(way, 'de');
  const named = pictograms.find(
    ({ id = '', fr }) => challenge.word === fr || challenge.question === riddles[id]?.['fr']?.question,
  );
  expect(named).toBeDefined();
  if (way === 'question') {
    const answer = { way, challenge: challenge.id, typed: named?.['fr'] };
    expect(service.check(answer)).toBe('right');
  }
});

it('compiles: no program lists the languages by hand', async () => {
  cpSync(path.join(ROOT, 'package.json'), path.join(copy, 'package.json'));
  const include = ['src-main', 'src-hub', 'src-shared'];
  writeFileSync(
    path.join(copy, 'tsconfig.json'),
    JSON.stringify({ extends: path.join(ROOT, 'tsconfig.json'), include }),
  );
  const compiler = path.join(ROOT, 'node_modules/typescript-native/bin/tsc');
  // A compiler that complains exits with a code of its own, which rejects with all that it has written.
  await expect(
    promisify(execFile)(process.execPath, [compiler, '--singleThreaded', '-p', copy]),
  ).resolves.toEqual({
    stdout: '',
    stderr: '',
  });
});

it('reaches the screens: it can be chosen there, and they follow it', async () => {
  const root = path.join(copy, 'src-renderer');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [svelte({ configFile: false })],
  });
  try {
    const runtime = await server.ssrLoadModule(path.join(copy, 'src-shared/messages/compiled/runtime.js'));
    (runtime['overwriteGetLocale'] as (locale: () => string) => void)(() => 'de');
    const choice = await server.ssrLoadModule('/ui/controls/language-choice.svelte');
    const { render } = await server.ssrLoadModule('svelte/server');
    const props = { current: 'de', onchoose: () => undefined };
    const { body } = (render as Render)(choice['default'], { props });
    expect(body).toMatch(/aria-label="\[de\] Language"/u);
    expect(body).toMatch(/data-action="language-de"[^>]*aria-pressed="true"[^>]*><span[^>]*>Deutsch</u);
  } finally {
    await server.close();
  }
});
