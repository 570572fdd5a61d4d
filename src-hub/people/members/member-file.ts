import type { HubConnection } from '../../database/hub-database.ts';
import type { FileKind } from '../imports/import-file.ts';
import { MEMBER_COLUMNS } from '../imports/member-columns.ts';
import { checkMember } from './check-member.ts';
import {
  countAbsentMembers,
  lockMemberTable,
  makeMemberStaging,
  MEMBER_STAGING,
  mergeMembers,
  stagedMember,
} from './member-staging.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';

/** The file of members. */
export const MEMBER_FILE: FileKind = {
  what: 'members',
  columns: MEMBER_COLUMNS,
  isSecret: false,
  absence: 'people',
  replaces: 'full',
  staging: MEMBER_STAGING,
  checkOf: ({ today }) => ({
    check: (values, line) => {
      const checked = checkMember(values, today);
      if (checked.ok) return { ok: true, staged: stagedMember(line, checked.member), notes: checked.notes };
      const { fault, number } = checked;
      return { ok: false, fault, hasKey: number !== null, kept: number };
    },
    keptOf: (keys) => keys.flatMap(({ text }) => memberNumberOf(text) ?? []),
  }),
  makeStaging: makeMemberStaging,
  lock: lockMemberTable,
  refuseLater: () => Promise.resolve([]),
  countAbsent: countAbsentMembers,
  merge: async (connection: HubConnection, { at, removes }) => {
    const { reopened, closed, ...merged } = await mergeMembers(connection, removes ? at : null);
    const remarks = reopened > 0 ? [`${reopened} of the changed were closed and are members again`] : [];
    return { ...merged, removed: closed, remarks };
  },
};
