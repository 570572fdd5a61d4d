import type { Page } from 'playwright';

/** Does one step of a sample: a touch, a key, a focus or a text. */
export async function follow(page: Page, step: string): Promise<void> {
  if (step.startsWith('#')) await page.keyboard.press(step.slice(1));
  else if (step.startsWith('"')) await page.keyboard.insertText(step.slice(1));
  else if (step.startsWith('.')) await page.locator(`[data-field="${step.slice(1)}"]`).focus();
  else if (step.startsWith('+')) await page.locator(`[data-skbtn="${step.slice(1)}"]`).click();
  else await page.locator(`[data-action="${step}"]`).click();
}
