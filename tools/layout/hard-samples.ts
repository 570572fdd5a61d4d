import type { View } from '../../src-shared/journey/view.ts';
import { view, type Sample } from '../preview/sample.ts';

/** A family name of the greatest length, without a place to break. */
const LONG_NAME =
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepf';
const LONG_EMAIL = 'marie-antoinette.dupont-lagarde@orange.fr';
const LONG_TOWN = 'SAINT-REMY-EN-BOUZEMONT-SAINT-GENEST-ET-ISSON';

/** What stands in the samples, and what is put in its place. */
const LONG: readonly (readonly [RegExp, string])[] = [
  [/Zoé Exemple|Léo Exemple/gu, LONG_NAME],
  [/"(?:givenName|familyName|helper|name)":"(?!MCRN)[^"]+"/gu, `"$KEY":"${LONG_NAME}"`],
  [/[a-z.]+@[a-z.]+\.(?:fr|test|com)/gu, LONG_EMAIL],
  [/SAINT-EXEMPLE-SUR-LOIRE/gu, LONG_TOWN],
  [/"(?:paid|mutual|remains|socialSecurity)":-?\d+/gu, '"$KEY":-123456789'],
];

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/Zoé Exemple|Léo Exemple/gu, 'O'],
  [/"(?:givenName|familyName|helper|name)":"(?!MCRN)[^"]+"/gu, '"$KEY":"O"'],
];

/** A name from right to left with an emoji and accents on their own, and nothing paid. */
const ODD_NAME = 'עֲדִינָה 👩🏽‍🦳 אֱלִיעֶזֶר Zoe\u0301';
const ODD: readonly (readonly [RegExp, string])[] = [
  [/Zoé Exemple|Léo Exemple/gu, ODD_NAME],
  [/"(?:givenName|familyName|helper|name)":"(?!MCRN)[^"]+"/gu, `"$KEY":"${ODD_NAME}"`],
  [/"(?:paid|mutual|remains|socialSecurity)":-?\d+/gu, '"$KEY":0'],
];

/** Screens that show what members are called, where they live, and what they got. */
const SHOWING =
  /^(?:space-(?:home|home-acting|home-confirm-device|home-confirm-delegation|devices|devices-confirm|delegation-list|reimbursements|address-town|documents|app)|activated-pending|account-active|login-known|account-request-recap)$/u;

/** The samples again with the longest, the shortest and the oddest that they can show, and an e-mail address and a street of the greatest length. */
export function hardSamples(samples: readonly Sample[]): Sample[] {
  const shown = samples.filter(({ name }) => SHOWING.test(name));
  return [
    ...(
      [
        ['long', LONG],
        ['short', SHORT],
        ['odd', ODD],
      ] as const
    ).flatMap(([name, pairs]) =>
      shown.map((sample) => ({
        ...sample,
        name: `${sample.name}-${name}`,
        view: replaced(sample.view, pairs),
      })),
    ),
    ...samples
      .filter(({ name }) => name === 'space-delegation-list')
      .map((sample) => ({ ...sample, name: 'space-delegation-twelve', view: twelve(sample.view) })),
    {
      name: 'login-long-email',
      view: view({
        id: 'login',
        identifier: LONG_EMAIL,
        byEmail: true,
        isPassed: false,
        challenge: null,
        problem: null,
      }),
    },
    {
      name: 'identify-email-typed-long',
      view: view({ id: 'identify', purpose: 'password', byEmail: true, problem: null }),
      steps: ['use-email', '.email', `"${LONG_EMAIL}`],
    },
  ];
}

function replaced(shown: View, pairs: readonly (readonly [RegExp, string])[]): View {
  let text = JSON.stringify(shown);
  for (const [from, to] of pairs)
    text = text.replaceAll(from, (found) =>
      to.replace('$KEY', /^"(?<key>\w+)":/u.exec(found)?.groups?.['key'] ?? ''),
    );
  return JSON.parse(text) as View;
}

/** Twelve helpers. */
function twelve(shown: View): View {
  if (shown.screen.id !== 'space-delegation' || shown.screen.content.state !== 'ready') return shown;
  const [first] = shown.screen.content.given;
  if (first === undefined) return shown;
  const given = Array.from({ length: 12 }, (_, at) => ({
    ...first,
    id: `00000000-0000-4000-8000-0000000001${String(at).padStart(2, '0')}`,
  }));
  return { ...shown, screen: { ...shown.screen, content: { ...shown.screen.content, given } } };
}
