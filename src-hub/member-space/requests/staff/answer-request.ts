import { DEFAULT_LANGUAGE } from '../../../../src-shared/messages/languages.ts';
import type { HubConnection } from '../../../database/hub-database.ts';
import type { Tables } from '../../../database/tables/tables.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { postMail } from '../../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../../src-shared/policy/notices.ts';
import { type Answer, answerObstacle, type AnswerObstacle } from './answer-rule.ts';
import { readMailContacts } from '../../../people/mail-contacts.ts';
import { nameCondition, type RequestName } from './request-name.ts';

/** Result of answering a request. `several`: two requests happen to have this receipt. */
export type AnswerOutcome = 'answered' | 'unknown' | 'several' | AnswerObstacle;

interface Row {
  readonly id: string;
  readonly receipt: string;
  readonly holder: string;
  readonly kind: Tables['member_request']['kind'];
  readonly state: Tables['member_request']['state'];
  readonly reply: string | null;
  readonly applied_at: Date | null;
}

/** Answers a request, and mails the member that there is an answer. The same answer again changes nothing. */
export function answerRequest(deps: HubDeps, name: RequestName, answer: Answer): Promise<AnswerOutcome> {
  return deps.database.transaction(async (connection) => {
    const [row, other] = await connection.query<Row>(
      `SELECT id, receipt, holder, kind, state, reply, applied_at FROM member_request
       WHERE ${nameCondition(name)} LIMIT 2 FOR UPDATE`,
      [name.value],
    );
    if (row === undefined) return 'unknown';
    if (other !== undefined) return 'several';
    const obstacle = answerObstacle(row, answer);
    if (obstacle !== null) return obstacle;
    await connection.query(
      `UPDATE member_request SET state = $2, reply = $3, changed_at = $4::timestamptz WHERE id = $1::uuid`,
      [row.id, answer.state, answer.reply, deps.now().toISOString()],
    );
    await postAnswerMail(connection, deps, row, answer);
    return 'answered';
  });
}

async function postAnswerMail(
  connection: HubConnection,
  deps: HubDeps,
  row: Row,
  { state }: Answer,
): Promise<void> {
  const { holder, kind: what, receipt } = row;
  const { email: to = null, language = DEFAULT_LANGUAGE } =
    (await readMailContacts(connection, [holder])).get(holder) ?? {};
  if (to === null) return;
  const mail = { kind: 'request-answered', to, language, what, receipt, state } as const;
  await postMail(connection, deps, mail, new Date(deps.now().getTime() + HUB_NOTICE_LIFE));
}
