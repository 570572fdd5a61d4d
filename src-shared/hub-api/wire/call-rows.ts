import type { HubCall } from './call.ts';

/** What the rows of calls by an enrolled kiosk or website have in common. */
export const FOR_CLIENTS = {
  method: 'POST',
  callers: ['kiosk', 'website'],
  limit: 'client',
  faults: [
    'malformed',
    'unknown-kiosk',
    'kiosk-revoked',
    'bad-signature',
    'signature-time',
    'outdated',
    'too-many-requests',
    'unavailable',
  ],
} as const;

/** The same for calls that only a kiosk makes: a website has no such address. */
export const FOR_KIOSKS = {
  ...FOR_CLIENTS,
  callers: ['kiosk'],
  faults: [...FOR_CLIENTS.faults, 'not-found'],
} as const;

/** Makes rows of calls that only a kiosk makes, below `/v1/` and the folder. */
export function kioskRowsOf<const Folder extends 'branch' | 'staff', const Tag extends HubCall['tag']>(
  folder: Folder,
  tag: Tag,
) {
  return <
    const Name extends string,
    const Body extends HubCall['body'],
    const Answer extends HubCall['answer'],
  >(
    name: Name,
    summary: string,
    body: Body,
    answer: Answer,
  ) => ({ ...FOR_KIOSKS, path: `/v1/${folder}/${name}` as const, tag, summary, body, answer });
}
