import { userInfo } from 'node:os';

/** Address of head office that the tests install. */
export const URL = 'https://hub.mcrn.example:8443/kiosk';

/** Code of enrolment that the tests install. */
export const CODE = 'ACDE-FGHJ-KMNP-3467';

/** Values of a good installation. */
export const GIVEN = { BORNE_CONFIG_FILE: 'C:\\seed.json', BORNE_HUB_URL: URL, BORNE_ENROLMENT_CODE: CODE };

/** Values that a setup refuses, and words of its log. */
export const WRONG_VALUES: [what: string, values: Record<string, string>, words: string][] = [
  ['a configuration that is not there', { BORNE_CONFIG_FILE: 'C:\\none.json' }, 'cannot be read'],
  ['a folder as configuration', { BORNE_CONFIG_FILE: 'C:\\windows' }, 'cannot be read'],
  ['an address without TLS', { ...GIVEN, BORNE_HUB_URL: 'http://hub.example' }, 'https://'],
  ['loopback by name only', { ...GIVEN, BORNE_HUB_URL: 'http://localhost.evil.example' }, 'https://'],
  ['an address that would end the text', { ...GIVEN, BORNE_HUB_URL: 'https://a","x":"' }, 'character'],
  ['an address with the sign between values', { ...GIVEN, BORNE_HUB_URL: 'https://a|b' }, 'character'],
  ['an address of two lines', { ...GIVEN, BORNE_HUB_URL: 'https://a\nhttps://b' }, 'character'],
  ['a code with a quote', { ...GIVEN, BORNE_ENROLMENT_CODE: 'ACDE"' }, 'must be a code'],
  ['an address without a code', { ...GIVEN, BORNE_ENROLMENT_CODE: '' }, 'BORNE_ENROLMENT_CODE was not given'],
  ['a code without an address', { ...GIVEN, BORNE_HUB_URL: '' }, 'BORNE_HUB_URL was not given'],
  ['an address without a configuration', { BORNE_HUB_URL: URL }, 'need BORNE_CONFIG_FILE'],
  ['a wish that is none', { ...GIVEN, BORNE_AUTOSTART: 'maybe' }, 'yes or no'],
  ['autostart of nobody', { ...GIVEN, BORNE_AUTOSTART: 'yes' }, 'needs BORNE_ACCOUNT'],
  ['an account that is not there', { ...GIVEN, BORNE_ACCOUNT: 'nobody-of-here' }, 'no account'],
  ['an account that would end the text', { ...GIVEN, BORNE_ACCOUNT: 'a</UserId>' }, 'character'],
  ['an account of administrators', { ...GIVEN, BORNE_ACCOUNT: userInfo().username }, 'administration'],
];
