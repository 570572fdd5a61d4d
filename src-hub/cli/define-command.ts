import { EXIT } from '../basics/exit-codes.ts';
import type { HubCommand, Prepared, Terminal } from '../core/hub-command.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { AnyDeclaration, CommandDeclaration, Told } from './declaration.ts';
import { commandHelp, HELP_LINE, usageOf } from './help-text.ts';
import { flag, type Given, type Parameters } from './parameters.ts';
import { readArguments } from './read-arguments.ts';
import { actorProblems, actorTakes, isAudited, runAudited, type GivenActor } from './audited-command.ts';

/** A declared command, alone or within a group. */
export interface DeclaredCommand extends HubCommand {
  readonly declaration: AnyDeclaration;
}

/** Option of every command. */
const HELP = { help: flag('shows this help') };

/** Option of every command that tells something. */
const JSON_TOLD = { json: flag('tells the result as one JSON object instead of text') };

/** Option of every command that changes rows. */
const DRY_RUN = { dryRun: flag('does all but keep it: says what would be done, and changes nothing') };

/** Makes a command out of its declaration. */
export function defineCommand<Takes extends Parameters>(
  declaration: CommandDeclaration<Takes>,
): DeclaredCommand {
  const takes = {
    ...declaration.takes,
    ...actorTakes(declaration.audited),
    ...(declaration.effect === 'changes' ? DRY_RUN : {}),
    ...(declaration.effect === 'serves' ? {} : JSON_TOLD),
    ...HELP,
  };
  const described = { ...declaration, takes };
  const prepare = (args: readonly string[]): Prepared => {
    if (args.includes('--help') || args.includes('-h'))
      return { kind: 'answered', exit: EXIT.done, lines: commandHelp(described) };
    const read = readArguments(takes, args);
    const given = read.ok ? (read.given as Given<Takes> & Common) : null;
    const problems =
      read.ok && given !== null
        ? [...actorProblems(declaration.audited, given), ...(declaration.check?.(given) ?? [])]
        : problemsOf(read);
    if (given === null || problems.length > 0)
      return {
        kind: 'answered',
        exit: EXIT.usage,
        lines: [...problems, `${HELP_LINE} ${declaration.name} --help`],
      };
    const { needs = [], currentSchema = true, audited } = declaration;
    return {
      kind: 'ready',
      command: {
        needs: isAudited(audited, given) && !needs.includes('secret') ? [...needs, 'secret'] : needs,
        currentSchema,
      },
      run: (deps, terminal) => runDeclared(declaration, given, deps, terminal),
    };
  };
  return {
    name: declaration.name,
    usage: usageOf(described),
    declaration: described,
    prepare,
    run: (args, deps, say) => runPrepared(prepare(args), deps, say),
  };
}

interface Common extends GivenActor {
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

function problemsOf(read: ReturnType<typeof readArguments>): readonly string[] {
  return read.ok ? [] : read.problems;
}

/** Runs what `prepare` has made, with all that it writes in one place. */
export function runPrepared(prepared: Prepared, deps: HubDeps, say: (line: string) => void): Promise<number> {
  if (prepared.kind === 'ready') return prepared.run(deps, { say, complain: say, progress: () => undefined });
  for (const line of prepared.lines) say(line);
  return Promise.resolve(prepared.exit);
}

async function runDeclared<Takes extends Parameters>(
  declaration: CommandDeclaration<Takes>,
  given: Given<Takes> & Common,
  deps: HubDeps,
  terminal: Terminal,
): Promise<number> {
  const { name, run } = declaration;
  const { json = false, dryRun = false } = given;
  const context = { dryRun, progress: terminal.progress };
  const told = dryRun
    ? await deps.database.rehearse((database) => run(given, { ...deps, database }, context))
    : await runAudited(declaration, given, deps, (within) => run(given, within, context));
  const { exit, lines, facts } = told;
  if (json) {
    const problems = exit === EXIT.done ? [] : lines;
    terminal.say(JSON.stringify({ command: name, exit, dryRun, problems, ...facts }, null, 2));
    return exit;
  }
  for (const line of lines) terminal.say(line);
  if (exit === EXIT.usage) terminal.say(`${HELP_LINE} ${name} --help`);
  if (dryRun) terminal.say('Dry run: nothing was changed.');
  return exit;
}

/** What a command tells when it is done. */
export function done(lines: readonly string[], facts: Told['facts'] = {}): Told {
  return { exit: EXIT.done, lines, facts };
}

/** What a command tells when it could not do what it was asked. */
export function notDone(lines: readonly string[], facts: Told['facts'] = {}): Told {
  return { exit: EXIT.notDone, lines, facts };
}

/**
 * What a command counted, in the form of all commands: "read 12, added 3, refused 1". What is counted apart has its
 * name before it: "Mails: waiting 3, sent 12".
 */
export function summaryLine(counts: Readonly<Record<string, number | string>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
}
