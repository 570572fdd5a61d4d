import { beforeAll, describe, expect, it } from 'vitest';
import { readJourneyTypes, type JourneyTypes } from '../../support/journey/code-transitions.ts';
import { readDiagram, readDiagrams, type Transition } from '../../support/journey/drawn-transitions.ts';

const inWords = ({ from, by, to }: Transition): string => `${from} --> ${to}: ${by}`;

/** Each transition once, in order. */
const listOf = (transitions: readonly Transition[]): string[] =>
  [...new Set(transitions.map(inWords))].toSorted();

describe('the state diagrams of the journeys', () => {
  const diagrams = readDiagrams();
  const drawn = [...diagrams.values()].flatMap(({ transitions }) => transitions);
  let code: JourneyTypes;
  beforeAll(() => {
    code = readJourneyTypes();
  }, 120_000);

  it('draw each way that a handler can lead, and no other', () => {
    expect(listOf(drawn)).toEqual(listOf(code.transitions));
  });

  it('are compared with functions that name no step but those that they give', () => {
    expect(code.idle).toEqual([]);
  });

  it('begin where an action of another screen leads', () => {
    const begins = [...diagrams].flatMap(([file, { begins }]) => begins.map((begin) => ({ file, ...begin })));
    const unreached = begins.filter(
      ({ at, by }) =>
        by !== null && !drawn.some((arrow) => arrow.to === at && arrow.by === by && arrow.from !== at),
    );
    expect(unreached).toEqual([]);
    expect(begins.filter(({ by }) => by === null).map(({ at }) => at)).toEqual(['attract']);
  });

  it('lead back from a page of information to where one can be opened, and nowhere else', () => {
    const isPage = (screen: string): boolean => screen === 'help' || screen === 'security-advice';
    const opening = drawn.filter(({ from, to }) => isPage(to) && !isPage(from)).map(({ from }) => from);
    const backFrom = (page: string): string[] =>
      drawn.filter(({ from, by }) => from === page && by === 'back').map(({ to }) => to);
    expect(backFrom('help').toSorted()).toEqual([...new Set(opening)].toSorted());
    expect(backFrom('security-advice')).toEqual(backFrom('help'));
  });
});

describe('a diagram', () => {
  const read = (...lines: string[]): string[] => readDiagram(lines.join('\n')).transitions.map(inWords);

  it('names the actions of an arrow before conditions and effects', () => {
    expect(read('menu --> login: open login [a, b], back (c, d) / this, that')).toEqual([
      'menu --> login: open',
      'menu --> login: back',
    ]);
  });

  it('goes on through decisions', () => {
    expect(
      read(
        'state a <<choice>>',
        'state "asked" as b',
        'menu --> a: open',
        'a --> b: x',
        'a --> help',
        'b --> login: y',
      ),
    ).toEqual(['menu --> login: open', 'menu --> help: open']);
  });

  it('has forms of a screen, and groups of screens', () => {
    const forms = ['state "login: again" as again', 'login --> again: login', 'again --> menu: back'];
    expect(read(...forms)).toEqual(['login --> login: login', 'login --> menu: back']);
    const group = ['state "both" as both', 'both: menu', 'both: help'];
    expect(read(...group, 'both --> both: back', 'both --> login: open')).toEqual([
      'menu --> menu: back',
      'help --> help: back',
      'menu --> login: open',
      'help --> login: open',
    ]);
  });

  it('has no line without a meaning', () => {
    for (const lines of [
      ['menu -> login: open'],
      ['menu --> logn: open'],
      ['menu --> login'],
      ['menu --> menu: open', 'menu --> menu: back'],
      ['state "both" as both', 'menu --> both: open'],
      ['state "both" as both', 'both: logn'],
    ])
      expect(() => read(...lines), lines.join()).toThrow();
  });
});
