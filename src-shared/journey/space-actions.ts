import { contactChannelSchema, sentChannelSchema } from '../values/contact/channel.ts';
import { z } from 'zod';
import { TEXT_MAX_LENGTH } from '../values/text.ts';
import { spaceScreenIdSchema } from './space-screen-ids.ts';

const text = z.string().max(256);
const longText = z.string().max(2 * TEXT_MAX_LENGTH);
const page = z.number().int().min(0).max(1_000_000);

/** Actions of the member space. No action names the person it is about. */
export const SPACE_ACTIONS = [
  z.strictObject({ type: z.literal('open-space'), screen: spaceScreenIdSchema }),
  /** Asks head office again for the data that could not be loaded. */
  z.strictObject({ type: z.literal('retry') }),
  z.strictObject({ type: z.literal('hide-amounts'), hidden: z.boolean() }),
  /** Ends the present login and logs in again, to see what this login cannot see. */
  z.strictObject({ type: z.literal('log-in-again') }),
  /** Turns a page of the list on the screen. */
  z.strictObject({ type: z.literal('turn-page'), page }),
  z.strictObject({ type: z.literal('choose-year'), year: z.number().int().min(1900).max(2200).nullable() }),
  /** Goes back to the beginning of the screen: a request was made, or a code is no longer wanted. */
  z.strictObject({ type: z.literal('start-over') }),
  z.strictObject({ type: z.literal('print-receipt') }),
  z.strictObject({ type: z.literal('ask-document'), document: text }),
  z.strictObject({ type: z.literal('find-towns'), postalCode: text }),
  z.strictObject({
    type: z.literal('report-address'),
    /** Lines between name and town; empty ones are ignored. */
    lines: z.array(text).max(3),
    postalCode: text,
    town: text,
    /** Two letters or a name; absent: France. */
    country: text.optional(),
    /** The town was typed, since no list has it. Absent: false. */
    isTownTyped: z.boolean().optional(),
    from: text,
  }),
  z.strictObject({ type: z.literal('open-contact') }),
  /** Changes the e-mail address or mobile number, typed twice. */
  z.strictObject({
    type: z.literal('change-contact'),
    channel: contactChannelSchema,
    value: text,
    valueAgain: text,
  }),
  z.strictObject({
    type: z.literal('report-situation'),
    change: text,
    from: text,
    /** Empty: no end. */
    until: text,
    note: longText,
  }),
  z.strictObject({ type: z.literal('ask-question'), topic: text, text: longText }),
  z.strictObject({
    type: z.literal('change-device'),
    device: z.uuid(),
    to: z.enum(['block', 'unblock', 'delete']),
  }),
  /** Sends the fresh code that the screen asks for. */
  z.strictObject({ type: z.literal('send-fresh-code'), channel: sentChannelSchema }),
  z.strictObject({ type: z.literal('enter-fresh-code'), code: text }),
  /** Keeps or removes a device or delegation that waits since a new password. */
  z.strictObject({ type: z.literal('confirm-access'), id: z.uuid(), keep: z.boolean() }),
  z.strictObject({ type: z.literal('find-helper'), number: text, familyName: text }),
  z.strictObject({ type: z.literal('offer-delegation'), scope: text, months: z.number().int() }),
  z.strictObject({ type: z.literal('answer-delegation'), delegation: z.uuid(), accept: z.boolean() }),
  z.strictObject({ type: z.literal('revoke-delegation'), delegation: z.uuid() }),
  z.strictObject({ type: z.literal('open-journal'), delegation: z.uuid() }),
  /** For whom to act; null: for oneself again. */
  z.strictObject({ type: z.literal('act-for'), delegation: z.uuid().nullable() }),
] as const;
