/** Zone of the mutual's branches and of its head office: days begin and end there, whatever a machine's own zone is. */
export const AGENCY_ZONE = 'Europe/Paris';
