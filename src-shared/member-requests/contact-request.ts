/** Another e-mail address or mobile number. The hub makes this change itself at once, so there is no event. */
export const contactRequest = { screen: 'space-address', event: null } as const;
