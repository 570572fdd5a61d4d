import type { Sample } from '../../../tools/preview/sample.ts';
import { openPage, type TestPage } from './page.ts';

/** Shows a sample of the preview, and does its steps. */
export async function openSample({ view, steps = [] }: Sample): Promise<TestPage> {
  const page = await openPage(view.screen, view);
  for (const step of steps) await follow(page, step);
  return page;
}

async function follow(page: TestPage, step: string): Promise<void> {
  const field = document.activeElement as HTMLInputElement | null;
  if (step.startsWith('"'))
    await page.fill(field?.dataset['field'] ?? '', `${field?.value ?? ''}${step.slice(1)}`);
  else if (step.startsWith('.')) page.field(step.slice(1)).focus();
  else if (step.startsWith('#')) await page.press(step.slice(1));
  else if (step.startsWith('+')) await page.tapKeys(step.slice(1));
  else await page.tap(step);
}
