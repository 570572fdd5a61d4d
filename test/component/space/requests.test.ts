import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { TEXT_MAX_LENGTH } from '../../../src-shared/values/text.ts';
import { openPage } from '../support/page.ts';
import { samples } from '../../../tools/preview/sample-views.ts';
import { NOW, sampleScreen } from '../support/screens.ts';

describe('a change of situation', () => {
  const screen = () => sampleScreen('space-situation', 'space-situation-choose');

  it('sends the change, its days and a note', async () => {
    const page = await openPage(screen());
    await page.tap('change-parental-leave', 'submit', 'submit', 'until-year-up', 'submit');
    expect(page.phase).toBe('note');
    await page.type('note', 'Naissance en avril.');
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    await page.tap('submit');
    expect(page.actions).toEqual([
      {
        ...{ type: 'report-situation', change: 'parental-leave', from: '2026-03-02' },
        ...{ until: '2027-03-02', note: 'Naissance en avril.' },
      },
    ]);
  });

  it('announces a day that is too early, and an end before the beginning', async () => {
    const page = await openPage(screen());
    await page.tap('change-parental-leave', 'submit', 'key-clear');
    await page.tapDigits('01012020');
    await page.tap('submit');
    expect(page.phase).toBe('from');
    expect(page.alerts).toHaveLength(1);
    await page.tap('key-clear');
    await page.tapDigits('02032026');
    await page.tap('submit', 'until-day-down', 'submit');
    expect(page.phase).toBe('until');
    expect(page.alerts).toEqual([m.day_before({ date: '2 mars 2026' })]);
  });
});

describe('a question', () => {
  const screen = () => sampleScreen('space-question', 'space-question-topic');

  it('sends its topic and text', async () => {
    const page = await openPage(screen());
    await page.tap('topic-reimbursement');
    expect(page.isOff('submit')).toBe(true);
    await page.type('question', 'Pourquoi ?');
    await page.tap('submit', 'submit');
    expect(page.actions).toEqual([{ type: 'ask-question', topic: 'reimbursement', text: 'Pourquoi ?' }]);
  });

  it('announces a text that is too long and keeps it', async () => {
    const long = 'Une longue question. '.repeat(60);
    const page = await openPage(screen());
    await page.tap('topic-other');
    await page.fill('question', long);
    await page.tap('submit');
    expect(page.phase).toBe('text');
    expect(page.alerts).toEqual([m.ask_text_long({ max: TEXT_MAX_LENGTH })]);
    expect(page.field('question').value).toBe(long);
    expect(page.actions).toEqual([]);
  });
});

describe('a document', () => {
  const screen = () => sampleScreen('space-documents', 'space-documents');

  it('is asked for only once it is confirmed', async () => {
    const page = await openPage(screen());
    await page.tap('document-vitale-certificate', 'cancel');
    expect(page.actions).toEqual([]);
    await page.tap('document-vitale-certificate', 'submit');
    expect(page.actions).toEqual([{ type: 'ask-document', document: 'vitale-certificate' }]);
  });
});

describe('all requests', () => {
  it('are listed with what became of each, and turned by the application', async () => {
    const page = await openPage(sampleScreen('space-requests', 'space-requests'));
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    expect(rows.map(({ dataset }) => dataset['state'])).toEqual([
      'kept',
      'done',
      'in-progress',
      'refused',
      'rejected',
      'superseded',
    ]);
    expect(page.text).toContain(m.document_doctor_certificate());
    expect(page.text).toContain(m.change_marriage());
    expect(page.text).toContain('Il manque la date');
    expect(page.isOff('previous-page')).toBe(true);
    await page.tap('next-page');
    expect(page.actions).toEqual([{ type: 'turn-page', page: 1 }]);
  });

  it('offer to ask head office again when it did not answer', async () => {
    const page = await openPage(sampleScreen('space-requests', 'space-requests-offline'));
    await page.tap('retry');
    expect(page.actions).toEqual([{ type: 'retry' }]);
  });

  it.each([
    ['space-documents', 'space-documents'],
    ['space-address', 'space-address-choose'],
    ['space-situation', 'space-situation-choose'],
    ['space-question', 'space-question-topic'],
  ] as const)('have one way from %s', async (id, sample) => {
    const page = await openPage(sampleScreen(id, sample));
    await page.tap('open-requests');
    expect(page.actions).toEqual([{ type: 'open-space', screen: 'space-requests' }]);
  });
});

describe('the news of the home', () => {
  it('are ways to where they are told', async () => {
    const page = await openPage(sampleScreen('space-home', 'space-home'));
    await page.tap('open-latest');
    await page.tap('open-requests');
    expect(page.actions).toEqual([
      { type: 'open-space', screen: 'space-reimbursements' },
      { type: 'open-space', screen: 'space-requests' },
    ]);
  });
});

describe('the end of something done', () => {
  const ENDS = samples(NOW).filter(
    ({ view: { screen } }) =>
      ('sent' in screen && screen.sent !== null) ||
      ('done' in screen && screen.done !== null) ||
      ('changed' in screen && screen.changed !== null),
  );

  it('is shown for every screen of the space that has one', () => {
    expect(new Set(ENDS.map(({ view }) => view.screen.id))).toEqual(
      new Set([
        ...['space-documents', 'space-address', 'space-situation', 'space-question'],
        ...['space-devices', 'space-delegation'],
      ]),
    );
  });

  it.each(ENDS)('$name: leads to the home and to another one', async ({ view }) => {
    const page = await openPage(view.screen, view);
    expect(page.phase).toBe('done');
    await page.tap('home');
    await page.tap('start-over');
    expect(page.actions).toEqual([{ type: 'back' }, { type: 'start-over' }]);
  });
});
