import bwip from 'bwip-js/node';
import type { CallAnswer, ReadBody } from '../../../src-shared/hub-api/hub-calls.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { beginFirstUse, finishFirstUse } from '../../staff/first-use.ts';

/** First step of the first use of a badge. @param place network of the page's visitor */
export async function openFirstUse(
  deps: HubDeps,
  shown: ReadBody<'branch-page/first-use'>,
  place: string,
): Promise<CallAnswer<'branch-page/first-use'>> {
  const begun = await beginFirstUse(deps, { ...shown, place });
  if (begun.result !== 'ok') return begun;
  return { result: 'open', secret: begun.secret, squares: squaresOf(begun.uri) };
}

/** Second and last step: what was chosen is told one problem after the other, as the form has it. */
export async function endFirstUse(
  deps: HubDeps,
  shown: ReadBody<'branch-page/set-up'>,
  place: string,
): Promise<CallAnswer<'branch-page/set-up'>> {
  const ended = await finishFirstUse(deps, { ...shown, place });
  if (ended.result === 'ok') return { result: 'done', recovery: [...ended.recoveryCodes] };
  if (ended.result !== 'refused') return ended;
  const { pin, password } = ended.problems;
  if (pin !== null) return { result: 'simple-pin' };
  return { result: password.length > 0 ? 'weak-password' : 'wrong-code' };
}

/** A QR code, row by row, `1` for dark. */
function squaresOf(text: string): string[] {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR code was drawn');
  const { pixs, pixx: size } = symbol;
  return Array.from({ length: size }, (_, y) => pixs.slice(y * size, (y + 1) * size).join(''));
}
