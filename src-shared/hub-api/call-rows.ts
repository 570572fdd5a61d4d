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
