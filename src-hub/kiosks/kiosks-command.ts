import { commandGroup } from '../cli/command-group.ts';
import { defineCommand, done, notDone } from '../cli/define-command.ts';
import type { Told } from '../cli/declaration.ts';
import { ACTOR } from '../cli/help-text.ts';
import {
  anyText,
  argument,
  flag,
  neededOption,
  option,
  readBy,
  type TextReader,
  wholeNumber,
} from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { affectedCommand, voidCommand } from './incident-commands.ts';
import { kioskLines, listKiosks } from './kiosk-list.ts';
import { addKiosks } from './new-kiosks.ts';
import { publicKeySchema } from '../../src-shared/hub-api/request-signatures.ts';
import {
  addKiosk,
  bindWebsite,
  type IssuedCode,
  renewKiosk,
  resumeKiosk,
  revokeKiosk,
  suspendKiosk,
} from './kiosk-registry.ts';

/** Names appear in lists and in letters to branches: printable, and not too long. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

const readName: TextReader<string> = (text) =>
  NAME.test(text)
    ? { ok: true, value: text }
    : {
        ok: false,
        problem: 'is no name: it has 1 to 60 letters, digits, spaces, dots, dashes and underscores',
      };

/** Most kiosks of one call. */
const MOST_AT_ONCE = 500;

/** A number of the most digits that may stand behind a name. */
const HIGHEST = 999_999;

const name = argument('NAME', 'name of the kiosk or website, as `kiosks list` shows it', readName);

const audited = { concerns: (given: { readonly name: string }) => `kiosk ${given.name}` };

const newCommand = defineCommand({
  name: 'kiosks new',
  summary: 'Registers a kiosk, or the website, and tells its enrolment code, which serves once',
  takes: {
    name: argument('NAME', 'name for lists, such as the branch and a number', readName),
    website: flag('it is the website, not a kiosk'),
    count: option(
      'N',
      'so many at once, with numbers behind the name; told as CSV',
      wholeNumber(1, MOST_AT_ONCE),
    ),
    out: option('FILE', 'with --count: a new CSV file that only its owner can read', anyText),
  },
  effect: 'changes',
  audited,
  needs: ['secret'],
  notDoneWhen: 'the name is taken, or the file cannot be written',
  examples: ['"Nantes 1"', 'site --website', 'Nantes --count 3', 'Nantes --count 3 --out codes.csv'].map(
    (example) => `${example} ${ACTOR}`,
  ),
  check: ({ name, count, out }) => {
    if (count === undefined) return out === undefined ? [] : ['--out is for --count.'];
    return NAME.test(`${name} ${HIGHEST}`) ? [] : ['NAME is too long for a number behind it.'];
  },
  run: async ({ name, website, count, out }, deps, { dryRun }) => {
    const kind = website ? 'website' : 'kiosk';
    if (count !== undefined) return addKiosks(deps, { name, kind, count, file: out, dryRun });
    const issued = await addKiosk(deps, name, kind);
    if (issued === null) return notDone([`The name ${name} is taken: use renew for a new code.`]);
    return issuedTold(name, issued, dryRun);
  },
});

const renewCommand = defineCommand({
  name: 'kiosks renew',
  summary: 'Ends the token and key of a kiosk, and tells a new enrolment code',
  takes: { name },
  effect: 'changes',
  audited,
  needs: ['secret'],
  notDoneWhen: 'there is no such kiosk',
  examples: [`"Nantes 1" ${ACTOR}`],
  run: async ({ name }, deps, { dryRun }) => {
    const issued = await renewKiosk(deps, name);
    return issued === null ? nobody(name) : issuedTold(name, issued, dryRun);
  },
});

/** A command that changes the standing of one kiosk, and gives no code. */
function standingCommand(
  word: string,
  summary: string,
  told: string,
  change: (deps: HubDeps, name: string) => Promise<boolean>,
) {
  return defineCommand({
    name: `kiosks ${word}`,
    summary,
    takes: { name },
    effect: 'changes',
    audited,
    notDoneWhen: 'there is no such kiosk',
    examples: [`"Nantes 1" ${ACTOR}`],
    run: async ({ name }, deps) =>
      (await change(deps, name)) ? done([`${told}: ${name}`], { name }) : nobody(name),
  });
}

const revokeCommand = standingCommand(
  'revoke',
  'Ends the service of a kiosk for good, from its next request on; only renew brings it back',
  'Revoked',
  revokeKiosk,
);

const suspendCommand = standingCommand(
  'suspend',
  'Refuses the requests of a kiosk until it is resumed',
  'Suspended',
  suspendKiosk,
);

const resumeCommand = standingCommand(
  'resume',
  'Ends the suspension of a kiosk: its token and key work again',
  'Resumed',
  resumeKiosk,
);

const bindCommand = defineCommand({
  name: 'kiosks bind',
  summary:
    'Makes the token of the website worth nothing without the signature of a key, from its next request on',
  takes: {
    name,
    publicKey: neededOption(
      'BASE64URL',
      'its public key: the 32 bytes of Ed25519, 43 characters',
      readBy(
        (text) => (publicKeySchema.safeParse(text).success ? text : null),
        'is no 43 characters of base64url',
      ),
    ),
  },
  effect: 'changes',
  audited: { ...audited, keeps: ['key'] },
  notDoneWhen: 'no website of this name is enrolled; kiosks have their own key since their enrolment',
  examples: [`site --public-key 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo ${ACTOR}`],
  run: async ({ name, publicKey }, deps) =>
    (await bindWebsite(deps, name, Buffer.from(publicKey, 'base64url')))
      ? done([`Bound: ${name}. It must sign from now on.`], { name, key: publicKey })
      : notDone([`No website that is enrolled is named ${name}; see kiosks list.`]),
});

const listCommand = defineCommand({
  name: 'kiosks list',
  summary: 'Tells the state of each kiosk',
  takes: {},
  effect: 'reads',
  examples: ['', '--json'],
  run: async (_given, deps) => {
    const kiosks = await listKiosks(deps);
    return done(kioskLines(kiosks, deps.now()), { zone: agencyZone(), kiosks });
  },
});

/** `kiosks`: registers, lists, suspends, revokes and renews kiosks and websites. */
export const kiosksCommand = commandGroup(
  'kiosks',
  [
    ...[newCommand, listCommand, suspendCommand, resumeCommand, revokeCommand, renewCommand],
    bindCommand,
    ...[affectedCommand, voidCommand],
  ],
  'list',
);

function issuedTold(name: string, { code, expiresAt }: IssuedCode, dryRun: boolean): Told {
  if (dryRun) return done([`A code for ${name} would be made.`], { name });
  return done(
    [
      `Enrolment code: ${code}`,
      `Once, until ${terminalMoment(expiresAt)} (${agencyZone()}); it is not shown again.`,
    ],
    {
      name,
      code,
      expiresAt,
    },
  );
}

const nobody = (name: string): Told => notDone([`No kiosk is named ${name}; see kiosks list.`]);
