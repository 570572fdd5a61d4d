/** Origin of the page. */
export const APP_ORIGIN = 'kiosk://app';
