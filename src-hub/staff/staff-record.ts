import { auditPerson, auditPersonKey } from '../audit/audit-person.ts';
import { appendAudit } from '../audit/audit-rows.ts';
import { randomUuid } from '../basics/random-uuid.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { StaffPerson } from './staff-people.ts';
import { watchAct, type WatchDeps } from './staff-watch.ts';

/** Who acts. */
export type ActingPerson = Pick<StaffPerson, 'badge' | 'givenName' | 'familyName'> & {
  readonly id: string | null;
};

/** What an adviser did, or was refused. */
export interface RecordedAct {
  /** `id`: null: a badge that nobody has, as a kiosk told it. */
  readonly person: ActingPerson;
  readonly kiosk: string;
  readonly branch: string;
  readonly visit: string | null;
  readonly act: string;
  readonly reason: string | null;
  /** `done`, or why not. */
  readonly outcome: string;
  /** Subject of the member; absent or null: nobody's. */
  readonly subject?: string | null;
  /** What is kept of it besides: the kind of a paper and its last characters, the badge of the second adviser. */
  readonly facts?: Readonly<Record<string, string>>;
  /** It was done without the line. */
  readonly offline?: boolean;
  /** Default: now. */
  readonly at?: Date;
  /** Id of the event that told it; default: a new one. */
  readonly id?: string;
}

/**
 * Keeps an act twice: in the audit, whose rows nobody changes unseen, and in the table of which limits, alerts and the
 * report are counted. Within the transaction of the act.
 */
export async function recordAct(
  connection: HubConnection,
  deps: WatchDeps,
  recorded: RecordedAct,
): Promise<void> {
  const { person, kiosk, branch, visit, act, reason, outcome, subject = null, facts = {} } = recorded;
  const { offline = false, at = deps.now(), id = randomUuid(deps.randomBytes(16)) } = recorded;
  await connection.query(
    `INSERT INTO staff_act (id, staff, badge, kiosk, branch, visit, act, reason, outcome, offline, at, person)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12)`,
    [
      ...[id, person.id, person.badge, kiosk, branch, visit, act, reason, outcome, offline, at.toISOString()],
      subject === null ? null : auditPersonKey(deps.settings.HUB_SECRET, subject),
    ],
  );
  const [place] = await connection.query<{ name: string }>('SELECT name FROM kiosk WHERE id = $1', [kiosk]);
  const who = subject === null ? [] : [`member ${auditPerson(deps.settings.HUB_SECRET, subject)}`];
  const where = [`kiosk ${place?.name ?? kiosk}`, ...(visit === null ? [] : [`visit ${visit}`])];
  const result = [
    outcome,
    ...Object.entries(facts).map(([name, value]) => `${name} ${value}`),
    ...(offline ? [`without the line at ${at.toISOString()}`] : []),
  ];
  await appendAudit(connection, deps, {
    operator: staffOperator(person),
    command: `staff ${act}`,
    concerns: [...who, ...where].join(', '),
    reason: reason ?? '-',
    result: result.join(', '),
  });
  await watchAct(connection, deps, { ...recorded, at });
}

/** How a person of staff stands in the audit: `Camille Durand (badge 4711)`. */
export function staffOperator({
  givenName,
  familyName,
  badge,
}: Pick<StaffPerson, 'givenName' | 'familyName' | 'badge'>): string {
  return givenName === '' ? `nobody (badge ${badge})` : `${givenName} ${familyName} (badge ${badge})`;
}
