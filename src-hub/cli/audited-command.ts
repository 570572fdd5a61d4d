import { hasInvisible, hasVisible } from '../../src-shared/values/reading.ts';
import { auditPerson } from '../audit/audit-person.ts';
import { appendAudit } from '../audit/audit-rows.ts';
import { EXIT } from '../basics/exit-codes.ts';
import { printable } from '../basics/printable.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { AuditedCommand, CommandDeclaration, Told } from './declaration.ts';
import { neededOption, option, type Given, type Parameters, type TextReader } from './parameters.ts';

/** Longest name of who acts. */
const LONGEST_OPERATOR = 80;

/** Longest reason. */
const LONGEST_REASON = 300;

/** Who acts, and why. */
export interface GivenActor {
  readonly operator?: string | undefined;
  readonly reason?: string | undefined;
}

type AnyAudited = Pick<AuditedCommand<Parameters>, 'onlyWith'>;

const OPERATOR = [
  'WHO',
  'who does it: name of a person, or of a script and who answers for it',
  lineOf(LONGEST_OPERATOR),
] as const;

const REASON = [
  'TEXT',
  'why, such as the number of the case; no name of a member',
  lineOf(LONGEST_REASON),
] as const;

/** The options of a command that the audit has; nothing for others. */
export function actorTakes(audited: AnyAudited | undefined): Parameters {
  if (audited === undefined) return {};
  return audited.onlyWith === undefined
    ? { operator: neededOption(...OPERATOR), reason: neededOption(...REASON) }
    : { operator: option(...OPERATOR), reason: option(...REASON) };
}

/** Whether a run gets a row in the audit. */
export function isAudited(
  audited: AnyAudited | undefined,
  given: Readonly<Record<string, unknown>>,
): audited is AnyAudited {
  return audited !== undefined && (audited.onlyWith === undefined || given[audited.onlyWith] === true);
}

/** What is missing where name and reason are asked for together with another option; each a sentence. */
export function actorProblems(
  audited: AnyAudited | undefined,
  given: GivenActor & Readonly<Record<string, unknown>>,
): string[] {
  if (!isAudited(audited, given) || audited.onlyWith === undefined) return [];
  const missing = (['operator', 'reason'] as const).filter((name) => given[name] === undefined);
  return missing.map((name) => `--${name} is missing: --${audited.onlyWith} needs it.`);
}

/** One line that a person can read back. What was typed is not repeated. */
function lineOf(longest: number): TextReader<string> {
  return (text) => {
    const line = text.normalize('NFC').trim();
    const isReadable = hasVisible(line) && !/\p{Cc}|[\u2028\u2029]/u.test(line) && !hasInvisible(line);
    return isReadable && line.length <= longest
      ? { ok: true, value: line }
      : {
          ok: false,
          problem: `is not one line of 1 to ${longest} characters that all show`,
          isPrivate: true,
        };
  };
}

/** Runs a command that is not a rehearsal, and adds its row to the audit if it has one. */
export async function runAudited<Takes extends Parameters>(
  { name: command, audited }: Pick<CommandDeclaration<Takes>, 'name' | 'audited'>,
  given: Given<Takes> & GivenActor,
  deps: HubDeps,
  run: (deps: HubDeps) => Promise<Told>,
): Promise<Told> {
  const { operator, reason } = given;
  if (audited === undefined || !isAudited(audited, given)) return run(deps);
  if (operator === undefined || reason === undefined)
    throw new Error('an audited command ran without a name');
  const person = (number: string): string => auditPerson(deps.settings.HUB_SECRET, number);
  // Names of files and kiosks come as they were typed.
  const concerns = printable(audited.concerns(given, person));
  const append = (within: HubDeps, result: string): ReturnType<typeof appendAudit> =>
    within.database.transaction((connection) =>
      appendAudit(connection, within, { operator, command, concerns, reason, result }),
    );
  if (audited.inParts === true) await append(deps, 'begun');
  const runAndAppend = async (
    within: HubDeps,
  ): Promise<readonly [Told, Awaited<ReturnType<typeof append>> | null]> => {
    const told = await run(within);
    // Found wrong only now; nothing was begun.
    if (told.exit === EXIT.usage) return [told, null];
    return [told, await append(within, resultOf(told, audited.keeps ?? []))];
  };
  const [told, appended] =
    audited.inParts === true
      ? await runAndAppend(deps)
      : await deps.database.together((database) => runAndAppend({ ...deps, database }));
  if (appended === null) return told;
  // Logs are kept elsewhere: the hash there shows later that rows were removed here.
  deps.log.info({ command, operator, reason, ...appended }, 'audited');
  return { ...told, facts: { ...told.facts, audited: appended } };
}

const RESULTS: Readonly<Record<number, string>> = {
  [EXIT.done]: 'done',
  [EXIT.notDone]: 'not done',
  [EXIT.partly]: 'done in part',
};

function resultOf({ exit, facts }: Told, keeps: readonly string[]): string {
  const kept = keeps.flatMap((name) => {
    const fact = facts[name];
    return typeof fact === 'string' || typeof fact === 'number' ? [`${name} ${fact}`] : [];
  });
  const word = RESULTS[exit] ?? `exit ${exit}`;
  return kept.length === 0 ? word : `${word}: ${kept.join(', ')}`;
}
