import { onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { CONTRACT_HEADER } from '../../../src-shared/hub-api/contract.ts';
import { headersOf, type RigClient } from '../hub/hub-requests.ts';

/** A member as kiosks of contract 1 read one. Never changed. */
const memberSchema = z.strictObject({
  number: z.string().regex(/^[0-9]{6,10}$/u),
  familyName: z.string().min(1).max(100),
  givenName: z.string().min(1).max(100),
  birthDate: z.iso.date(),
  postalCode: z.string().regex(/^[0-9]{5}$/u),
  email: z.email().max(254).nullable(),
  phone: z
    .string()
    .regex(/^\+[1-9][0-9]{6,14}$/u)
    .nullable(),
  language: z.enum(['fr', 'en']).optional(),
});

const endSchema = z.strictObject({
  end: z.number(),
  epoch: z.uuid(),
  mark: z.string().regex(/^[0-9a-f]{8,64}$/u),
  behind: z.number(),
});

type OlderMember = z.infer<typeof memberSchema>;

/** A kiosk of contract 1 that follows the feed. */
export interface OlderKiosk {
  readonly members: ReadonlyMap<string, OlderMember>;
  /** What stopped it, for ever; null: nothing. */
  readonly stopped: () => unknown;
}

/**
 * Follows the feed of a hub as a kiosk of contract 1 did, but signs: it says no contract, refuses a line with a value more, and
 * stops for ever at a line that it cannot read. Stopped after the test.
 * @param contract says another contract all the same
 */
export function followAsOlderKiosk(url: string, client: RigClient, contract?: string): OlderKiosk {
  const members = new Map<string, OlderMember>();
  const agent = new Agent({ connections: 1 });
  let isOver = false;
  let stopped: unknown = null;
  let after = 0;
  let history = '';
  const take = (line: string): void => {
    const value: unknown = JSON.parse(line);
    if (!Array.isArray(value)) {
      const { end, epoch, mark } = endSchema.parse(value);
      after = end;
      history = `&epoch=${epoch}&mark=${mark}&markAt=${end}`;
      return;
    }
    const [position, number, familyName, givenName, birthDate, postalCode, email, phone, language] =
      value as unknown[];
    if (z.number().parse(position) <= after) throw new Error('positions out of order');
    if (value.length === 2) {
      members.delete(memberSchema.shape.number.parse(number));
      return;
    }
    if (value.length !== 9) throw new Error('neither a member nor a removal');
    const fields = { number, familyName, givenName, birthDate, postalCode, email, phone };
    const member = memberSchema.parse(language === null ? fields : { ...fields, language });
    members.set(member.number, member);
  };
  const follow = async (): Promise<void> => {
    while (!isOver) {
      const [path, query] = ['/v1/members/changes', `?after=${after}&wait=1${history}`];
      const signed = Object.entries(headersOf(client, { method: 'GET', path, query }));
      const headers = Object.fromEntries(signed.filter(([name]) => name !== CONTRACT_HEADER));
      const answer = await request(url + path + query, {
        headers: { ...headers, ...(contract !== undefined && { [CONTRACT_HEADER]: contract }) },
        dispatcher: agent,
      });
      const text = await answer.body.text();
      for (const line of text.split('\n')) if (line !== '') take(line);
    }
  };
  const following = follow().catch((error: unknown) => {
    if (!isOver) stopped = error;
  });
  onTestFinished(async () => {
    isOver = true;
    await agent.destroy();
    await following;
  });
  return { members, stopped: () => stopped };
}
