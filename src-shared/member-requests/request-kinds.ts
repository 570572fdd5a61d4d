import type { z } from 'zod';
import { addressRequest } from './address-request.ts';
import { contactRequest } from './contact-request.ts';
import { documentRequest } from './document-request.ts';
import { questionRequest } from './question-request.ts';
import { situationRequest } from './situation-request.ts';

/**
 * Every kind of member request. The key is its name in calls, mails, lists of staff and the hub's database.
 * `screen`: the screen that sends it. `event`: the event that a kiosk sends for it; null: the hub
 * makes the change itself. What only one program needs is in tables of that program; they do not compile without an
 * entry for each kind.
 */
export const MEMBER_REQUESTS = {
  document: documentRequest,
  address: addressRequest,
  situation: situationRequest,
  question: questionRequest,
  contact: contactRequest,
};

/** Name of a kind of request. */
export type RequestKind = keyof typeof MEMBER_REQUESTS;

type Descriptor = (typeof MEMBER_REQUESTS)[RequestKind];

/** A screen from which requests are sent. */
export type RequestScreenId = Descriptor['screen'];

type RequestEvent = NonNullable<Descriptor['event']>;

/** Name of the event of a request. */
export type RequestEventKind = RequestEvent['kind'];

/** Body of the event of a request. */
export type RequestBody = z.infer<RequestEvent['body']>;

/** All kinds of requests, in the order of the table. */
export const REQUEST_KINDS = Object.keys(MEMBER_REQUESTS) as RequestKind[];

/** The events of requests, in the order of the table. */
export const REQUEST_EVENTS: readonly RequestEvent[] = Object.values(MEMBER_REQUESTS).flatMap(({ event }) =>
  event === null ? [] : [event],
);

/** The screens from which requests are sent, in the order of the table. */
export const REQUEST_SCREEN_IDS: readonly RequestScreenId[] = [
  ...new Set(Object.values(MEMBER_REQUESTS).map(({ screen }) => screen)),
];

/** Whether requests are sent from a screen. */
export function isRequestScreen(screen: string): screen is RequestScreenId {
  return (REQUEST_SCREEN_IDS as readonly string[]).includes(screen);
}

const KIND_OF_EVENT = new Map(
  REQUEST_KINDS.map((kind) => [MEMBER_REQUESTS[kind].event?.kind ?? null, kind] as const),
);

/** The kind of request of an event. */
export function kindOfRequest({ kind }: RequestBody): RequestKind {
  const known = KIND_OF_EVENT.get(kind);
  if (known === undefined) throw new Error(`no kind of request has the event ${kind}`);
  return known;
}

/** What a request is about; see `topic` of its kind. */
export function topicOfRequest(body: RequestBody): string {
  const { event } = MEMBER_REQUESTS[kindOfRequest(body)];
  if (event === null) throw new Error(`${body.kind} has no topic`);
  // `event` is that of the body's own kind.
  return (event.topic as (fields: RequestBody) => string)(body);
}
