import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hardSamples } from '../../tools/layout/hard-samples.ts';
import { LayoutPage } from '../../tools/layout/layout-check.ts';
import { cutRings } from '../../tools/layout/rings.ts';
import { OTHERS, REFERENCE, TEXT_SPACING, type Look } from '../../tools/layout/views.ts';
import { samples } from '../../tools/preview/sample-views.ts';

/** One view of each screen, and of each part with a field; `node tools/layout.ts` measures all. */
const SMALL =
  /^(?:menu|identify|identify-unknown|choose-channel|enter-code|enter-code-wrong|define-password|define-password-confirm|define-password-robot|define-password-question|password-done-kept|letter-code|letter-requested|login|login-known|login-robot|security-advice|help|account-situation|account-request-(?:number|nir-corsica|email|name|birth|postal|recap|robot)|account-requested-kept|activate-code|activate-identity-terms|activated-pending|space-(?:home|home-acting|reimbursements|guarantees|documents|address-lines|address-town|situation|question|devices|devices-code|delegation|app)|space-home-long|space-home-odd|space-reimbursements-long|space-delegation-twelve|space-delegation-list-odd|space-devices-short|activated-pending-long|login-long-email)$/u;

const NORMAL: Look = { textSize: 'normal', highContrast: false };
const LARGEST: Look = { textSize: 'largest', highContrast: true };

const known = samples(Date.UTC(2026, 10, 29, 9));
const small = [...known, ...hardSamples(known)].filter(({ name }) => SMALL.test(name));
const byName = (name: string) => small.filter((sample) => sample.name === name);

let layout: LayoutPage;
beforeAll(async () => {
  layout = await LayoutPage.open();
});
afterAll(() => layout.close());

describe('the layout', () => {
  it('cuts nothing, covers nothing, and keeps each thing at its place, at the smallest and the largest text', async () => {
    expect(small.length).toBeGreaterThan(40);
    const panels = REFERENCE.slice(0, 2);
    const { combinations, faults } = await layout.check(panels, small, [NORMAL, LARGEST]);
    console.log(`${combinations.length} combinations of the layout were measured.`);
    expect(faults).toEqual([]);
  });

  it.each(OTHERS)('holds on $name', async (panel) => {
    const few = small.filter(({ name }) =>
      /^(?:menu|identify|define-password|login-known|space-home)$/u.test(name),
    );
    const { faults } = await layout.check([panel], few, [NORMAL, LARGEST]);
    expect(faults).toEqual([]);
  });
});

describe('the ring around what has the focus', () => {
  it('is whole, whatever control has it', async () => {
    const panel = REFERENCE[0];
    if (panel === undefined) throw new Error('no panel');
    const faults: string[] = [];
    for (const sample of small) {
      const page = await layout.show(panel, sample);
      faults.push(...(await page.evaluate(cutRings)).map((fault) => `${sample.name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it('is missed where a part cuts it, and where a style takes it away', async () => {
    const [panel] = REFERENCE;
    const [sample] = byName('account-request-birth');
    if (panel === undefined || sample === undefined) throw new Error('no sample');
    const page = await layout.show(panel, sample);
    expect(await page.evaluate(cutRings)).toEqual([]);
    const faultsWith = (css: string): Promise<string[]> =>
      page
        .evaluate((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
        }, css)
        .then(() => page.evaluate(cutRings));
    expect(
      await faultsWith(
        '.wheel { overflow: hidden } .wheel :focus-visible { outline-offset: 0.1rem !important }',
      ),
    ).toContain('the ring of birth-day-up is cut');
    expect(await faultsWith('button { outline: none !important }')).toContain('submit shows no ring');
    expect(await faultsWith('')).toEqual([]);
  });
});

describe('what a visitor sets for all pages', () => {
  it('breaks nothing: colours of the system', async () => {
    const { faults } = await layout.check(REFERENCE.slice(0, 1), small, [NORMAL], { forcedColors: true });
    expect(faults).toEqual([]);
  });

  it('breaks nothing: more space between lines, letters and words', async () => {
    // Each view on one of the two panels: neighbours in the list are mostly of one screen.
    for (const [panel, { name }] of REFERENCE.slice(0, 2).entries()) {
      const { combinations, faults } = await layout.check(
        REFERENCE.filter((each) => each.name === name),
        small.filter((_, index) => index % 2 === panel),
        [NORMAL, LARGEST],
        { css: TEXT_SPACING },
      );
      expect(combinations.length).toBeGreaterThan(40);
      expect(faults).toEqual([]);
    }
  });
});

describe('a button that is moved by 4 pixels', () => {
  it.each([
    ['the primary action', 'identify', '[data-area="primary"] button'],
    ['a secondary action', 'identify', '[data-action="help"]'],
    ['a key of a pad', 'identify', '[data-action="key-5"]'],
    ['a row of keys', 'define-password', '.hg-row:nth-child(2) button'],
    ['a tool', 'identify', '[data-action="contrast"]'],
    ['a tile', 'menu', '[data-action="open-login"]'],
  ])('is found: %s', async (_what, name, selector) => {
    const views = ['choose-channel', 'login-known', 'help', name].flatMap(byName);
    const css = `${selector} { position: relative; top: 4px; }`;
    expect((await layout.check(REFERENCE.slice(0, 1), views, [NORMAL])).faults).toEqual([]);
    expect((await layout.check(REFERENCE.slice(0, 1), views, [NORMAL], { css })).faults).not.toEqual([]);
  });
});
