/** How far a helper may go: look; look and send requests; also manage connected devices. */
export const DELEGATION_SCOPES = ['see', 'ask', 'all'] as const;

/** How far a helper may go. */
export type DelegationScope = (typeof DELEGATION_SCOPES)[number];

/** What a call of the member space needs of somebody who acts for another; `own`: nobody else ever may. */
export type Needed = DelegationScope | 'own';

/** Whether a scope has what is needed. */
export function allows(scope: DelegationScope, needed: Needed): boolean {
  return needed !== 'own' && DELEGATION_SCOPES.indexOf(scope) >= DELEGATION_SCOPES.indexOf(needed);
}
