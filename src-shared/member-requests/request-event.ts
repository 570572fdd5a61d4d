import { z } from 'zod';
import { holderSchema } from '../values/holder.ts';

/** Fields of every event from the member space. */
const fromSpace = {
  /** The person it is about. */
  holder: holderSchema,
  /** The helper who sent it and under which delegation; null: the person sent it. */
  helper: z.strictObject({ holder: holderSchema, delegation: z.uuid() }).nullable(),
};

/** The event of one kind of request, as both programs know it. */
interface EventRule<Kind extends string, Fields extends z.ZodRawShape> {
  /** Name of the event on the wire. */
  readonly kind: Kind;
  /** Fields of the body that only this kind has. */
  readonly fields: Fields;
  /**
   * What a request is about, at most 64 characters. Histories and lists of staff show it, and the database has it in
   * clear text: a word of a list, never a typed text.
   */
  readonly topic: (fields: z.output<z.ZodObject<Fields>>) => string;
  /**
   * When two requests conflict. `latest`: the one with the later corrected time counts, the other is superseded. `all`:
   * both count.
   */
  readonly conflict: 'latest' | 'all';
  /** Milliseconds after which the request is no longer carried out; null: never expires. */
  readonly expiresAfter: number | null;
}

/** Adds the schema of the whole body to the rule of an event. */
export function requestEvent<const Kind extends string, Fields extends z.ZodRawShape>(
  rule: EventRule<Kind, Fields>,
) {
  const body = z.strictObject({ kind: z.literal(rule.kind), ...fromSpace, ...rule.fields });
  return { ...rule, body };
}
