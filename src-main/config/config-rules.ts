import {
  CHARACTER_CLASSES,
  characterClass,
  FEWEST_DIFFERENT_CHARACTERS,
  type PasswordPolicy,
} from '../../src-shared/policy/passwords/password-policy.ts';
import type { SessionTimes } from '../journey/idle-rules.ts';
import type { ChannelSettings } from '../delivery/settings.ts';

/** A key, and what is expected there because of other keys. */
export interface RuleProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** The keys that these rules read. */
export interface RuledKeys extends ChannelSettings {
  readonly mode: 'demo' | 'production';
  readonly members?: unknown;
  readonly hub?: { readonly codesWithoutLine?: boolean | undefined } | undefined;
  readonly updates?: { readonly web?: string | undefined; readonly folder?: string | undefined } | undefined;
  readonly session: SessionTimes;
  readonly password: { readonly policy: PasswordPolicy };
}

/** What keys that are right by themselves do wrong together. */
export function problemsBetween(config: RuledKeys): RuleProblem[] {
  return [
    ...sourceProblems(config),
    ...updateProblems(config),
    ...channelProblems(config),
    ...sessionProblems(config.session),
    ...policyProblems(config.password.policy),
  ];
}

function sourceProblems({ members, hub }: RuledKeys): RuleProblem[] {
  if ((members === undefined) !== (hub === undefined)) return [];
  const isGiven = members !== undefined;
  const message = isGiven
    ? 'expected to be left out, since `hub` is given'
    : 'expected, unless `hub` is given';
  return [{ path: ['members'], message }];
}

function updateProblems({ updates, hub }: RuledKeys): RuleProblem[] {
  if (updates === undefined || hub !== undefined) return [];
  if (updates.web !== undefined || updates.folder !== undefined) return [];
  return [{ path: ['updates', 'web'], message: 'expected, or `updates.folder`, since there is no `hub`' }];
}

function channelProblems({ mode, mail, sms, hub }: RuledKeys): RuleProblem[] {
  // Head office sends the codes, unless this kiosk may while there is no line.
  if (mode === 'demo' || (hub !== undefined && hub.codesWithoutLine !== true)) return [];
  if (mail !== undefined || sms !== undefined) return [];
  return [
    {
      path: ['mail'],
      message: 'expected, or `sms`: with neither of them no code can be sent to a member',
    },
  ];
}

/** Each warning, and the end that it must come before. */
const WARNINGS = [
  ['warnAfterSeconds', 'hardEndSeconds'],
  ['warnAfterWhileWaitingSeconds', 'hardEndSeconds'],
  ['warnAfterInSpaceSeconds', 'spaceHardEndSeconds'],
] as const;

function sessionProblems(session: SessionTimes): RuleProblem[] {
  return WARNINGS.filter(([warning, end]) => session[warning] >= session[end]).map(([warning, end]) => ({
    path: ['session', warning],
    message: `expected less than \`session.${end}\`: otherwise the visit ends before the warning`,
  }));
}

/** Characters that everybody can type. */
const TYPED = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCodePoint(0x21 + index));

function policyProblems({ minClasses, refused }: PasswordPolicy): RuleProblem[] {
  const left = TYPED.filter((character) => !refused.includes(character));
  const classes = CHARACTER_CLASSES.filter((kind) => left.some((one) => characterClass(one) === kind));
  if (classes.length < minClasses)
    return [
      {
        path: ['password', 'policy', 'refused'],
        message: `expected to leave characters of ${minClasses} classes, as \`password.policy.minClasses\` asks for: no password could fit`,
      },
    ];
  if (left.length >= FEWEST_DIFFERENT_CHARACTERS) return [];
  return [{ path: ['password', 'policy', 'refused'], message: 'expected to leave more characters' }];
}
