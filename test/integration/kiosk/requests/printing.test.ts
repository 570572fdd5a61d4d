import { describe, expect, it } from 'vitest';
import {
  REQUEST_SCREEN_IDS,
  type RequestScreenId,
} from '../../../../src-shared/member-requests/request-kinds.ts';
import type { PrintDocument, Printer, PrintOutcome } from '../../../../src-main/printing/printer.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { giveCodes } from '../space/actions.ts';
import { letIn } from '../../head-office/actions.ts';
import { atSpace, openScreen, openSpace, REQUESTS, make } from './actions.ts';

const { both } = DEMO_CAST;

/** A printer of which the test tells what becomes of each paper. */
class FakePrinter implements Printer {
  readonly columns = 42;
  readonly papers: PrintDocument[] = [];
  readonly signals: AbortSignal[] = [];
  tell: (outcome: PrintOutcome) => void = () => undefined;

  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome> {
    this.papers.push(document);
    this.signals.push(signal);
    const { promise, resolve } = Promise.withResolvers<PrintOutcome>();
    this.tell = resolve;
    return promise;
  }
}

async function openWithPrinter(): Promise<{ office: FakeHeadOffice; rig: KioskRig; printer: FakePrinter }> {
  const office = await FakeHeadOffice.open();
  giveCodes(office);
  const rig = await KioskRig.open({}, { hub: office.settings, start: false });
  const printer = new FakePrinter();
  rig.printer = printer;
  await rig.start();
  await letIn(rig);
  await atSpace(rig, office);
  return { office, rig, printer };
}

function printOf(rig: KioskRig, id: RequestScreenId): string | undefined {
  return rig.screen(id).sent?.print;
}

/** The words of a paper, wherever its lines break. */
function saidOn(paper: PrintDocument | undefined): string {
  return paper?.text.replaceAll('\n', ' ') ?? '';
}

async function sent(rig: KioskRig, id: RequestScreenId): Promise<string> {
  await openScreen(rig, id);
  await make(rig, REQUESTS[id]);
  return rig.screen(id).sent?.receipt ?? '';
}

describe('a receipt on paper', () => {
  it('is not offered, and not printed, without a printer', async () => {
    const { rig } = await openSpace();
    await sent(rig, 'space-documents');
    expect(printOf(rig, 'space-documents')).toBe('none');
    await rig.act({ type: 'print-receipt' });
    expect(printOf(rig, 'space-documents')).toBe('none');
  });

  it('is done when the printing system says so, and not before; a failed one can be tried again', async () => {
    const { rig, printer } = await openWithPrinter();
    await openScreen(rig, 'space-documents');
    await rig.act({ type: 'print-receipt' });
    expect(printer.papers, 'before anything was sent').toEqual([]);
    for (const id of REQUEST_SCREEN_IDS) {
      printer.papers.length = 0;
      const receipt = await sent(rig, id);
      expect(printOf(rig, id)).toBe('possible');
      await rig.act({ type: 'print-receipt' });
      expect(printOf(rig, id)).toBe('printing');
      await rig.act({ type: 'print-receipt' });
      await rig.time.advance(5000);
      expect(printOf(rig, id)).toBe('printing');
      expect(printer.papers, 'once').toHaveLength(1);

      printer.tell({ ok: false, reason: 'not-confirmed' });
      await rig.until(() => printOf(rig, id) === 'failed');
      await rig.act({ type: 'print-receipt' });
      expect(printOf(rig, id)).toBe('printing');
      printer.tell({ ok: true });
      await rig.until(() => printOf(rig, id) === 'done');
      await rig.act({ type: 'print-receipt' });
      expect(printer.papers).toHaveLength(2);
      expect(printer.papers[1]?.text).toContain(receipt);
      await rig.act({ type: 'stay' });
    }
    expect(rig.logged.filter((line) => line.includes('receipt-'))).toHaveLength(
      2 * REQUEST_SCREEN_IDS.length,
    );
  });

  it('says what was asked in the language of the visitor, and nothing of who asked', async () => {
    const { office, rig, printer } = await openWithPrinter();
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    await sent(rig, 'space-question');
    await rig.act({ type: 'print-receipt' });
    expect(saidOn(printer.papers[0])).toContain('Question\u00a0: contrat et garanties');
    expect(saidOn(printer.papers[0])).toContain('gardée à la borne');
    await rig.act({ type: 'set-language', language: 'en' });
    office.always('events', null);
    await sent(rig, 'space-address');
    await rig.until(() => rig.screen('space-address').sent?.headOffice === 'accepted');
    await rig.act({ type: 'print-receipt' });
    expect(saidOn(printer.papers[1])).toContain('Change of postal address');
    expect(saidOn(printer.papers[1])).toContain('had reached head office');
    const { number, familyName, givenName, email } = both;
    for (const { text, title } of printer.papers)
      for (const secret of [number, familyName, givenName, email, 'Fosse', 'module C', '44000 N'])
        expect(`${title}\n${text.replace('4 place des Jacobins, 44000 Nantes', '')}`).not.toContain(secret);
  });

  it('is the affair of one visit: its end is shown to nobody else, and the kiosk closes without waiting for it', async () => {
    const { office, rig, printer } = await openWithPrinter();
    const receipt = await sent(rig, 'space-documents');
    await rig.act({ type: 'print-receipt' });
    const first = printer.tell;
    await rig.act({ type: 'leave' });
    await atSpace(rig, office);
    expect(await sent(rig, 'space-documents')).not.toBe(receipt);
    expect(printOf(rig, 'space-documents')).toBe('possible');
    first({ ok: true });
    await rig.time.advance(100);
    expect(printOf(rig, 'space-documents')).toBe('possible');

    const { serial } = rig.view;
    await rig.act({ type: 'leave' });
    await rig.send({ serial, action: { type: 'print-receipt' } });
    await rig.act({ type: 'print-receipt' });
    await atSpace(rig, office, DEMO_CAST.emailOnly.number);
    await rig.act({ type: 'print-receipt' });
    await openScreen(rig, 'space-documents');
    await rig.act({ type: 'print-receipt' });
    expect(printer.papers, 'by somebody else, or by going back in time').toHaveLength(1);

    await sent(rig, 'space-documents');
    await rig.act({ type: 'print-receipt' });
    await rig.stop();
    expect(printer.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
