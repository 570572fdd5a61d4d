/** Zone of the branches and of head office. Days begin and end in it, whatever zone a machine has. */
export const AGENCY_ZONE = 'Europe/Paris';
