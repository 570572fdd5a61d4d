/** Scopes of a helper. `see`: look. `ask`: look and send requests. `all`: manage connected devices too. */
export const DELEGATION_SCOPES = ['see', 'ask', 'all'] as const;

/** A scope of a helper. */
export type DelegationScope = (typeof DELEGATION_SCOPES)[number];

/** Scope that a call of the member space needs from a helper. `own`: no helper may make it. */
export type Needed = DelegationScope | 'own';

/** Whether a scope includes the needed one. */
export function allows(scope: DelegationScope, needed: Needed): boolean {
  return needed !== 'own' && DELEGATION_SCOPES.indexOf(scope) >= DELEGATION_SCOPES.indexOf(needed);
}
