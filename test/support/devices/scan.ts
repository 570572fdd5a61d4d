import type { Page } from 'playwright';

/** What a wedge scanner set to QWERTY types on a machine set to AZERTY, and the key positions it sends. */
const AZERTY_DIGITS = 'à&é"\'(-è_ç';

/** Types as a scanner does: key after key faster than fingers, wherever the focus is, ended by Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  const keys = Array.from(text, (character) =>
    /[0-9]/u.test(character)
      ? { key: AZERTY_DIGITS[Number(character)] ?? '', code: `Digit${character}` }
      : { key: character.toLowerCase(), code: `Key${character}` },
  );
  await page.evaluate(
    (list) => {
      for (const key of list) {
        const target = document.activeElement ?? document.body;
        const init = { ...key, bubbles: true };
        target.dispatchEvent(new KeyboardEvent('keydown', { ...init, cancelable: true }));
        target.dispatchEvent(new KeyboardEvent('keyup', init));
      }
    },
    [...keys, { key: 'Enter', code: 'Enter' }],
  );
}
