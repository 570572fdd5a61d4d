import type { Page } from 'playwright';
import { DEFAULT_STAFF_GESTURE } from '../../src-shared/journey/staff-gesture.ts';
import { TEST_CARD } from '../../src-shared/policy/staff/morning-test.ts';
import type { StaffAct } from '../../src-shared/policy/staff/staff-acts.ts';
import type { BranchDriver } from './branch-driver.ts';

/** Answers of an act's form, in order: a choice, or a text for its field. */
type Answer =
  | { readonly choose: string; readonly seen?: string }
  | { readonly field: string; readonly type: string; readonly seen?: string };

/** What each act asks for besides the reason; the code is asked for once in a visit. */
const IDENTITY: readonly Answer[] = [
  { choose: 'identity-card', seen: 'staff-document' },
  { field: 'last', type: '4F7K' },
];
const ANSWERS: Readonly<Partial<Record<StaffAct, readonly Answer[]>>> = {
  'give-try': IDENTITY,
  'resend-code': [{ choose: 'sms' }],
  'correct-contact': [
    { choose: 'email' },
    { field: 'value', type: 'nouvelle.adresse@exemple.invalid' },
    ...IDENTITY,
  ],
};

/** Staff mode at the kiosk, as an adviser uses it: the gesture, the pads, the forms. */
export class StaffDriver {
  readonly #page: Page;
  readonly #branch: BranchDriver;
  readonly #badge: string;
  readonly #seen: (screen: string) => Promise<void>;

  constructor(page: Page, branch: BranchDriver, badge: string, seen: (screen: string) => Promise<void>) {
    this.#page = page;
    this.#branch = branch;
    this.#badge = badge;
    this.#seen = seen;
  }

  /** Opens staff mode. @param wrongFirst types a wrong PIN before the right one */
  async enter(wrongFirst = false): Promise<void> {
    const { corner, times } = DEFAULT_STAFF_GESTURE;
    const { width = 0 } = this.#page.viewportSize() ?? {};
    for (let count = 0; count < times; count += 1)
      await this.#page.mouse.click(corner === 'top-left' ? 12 : width - 12, 12);
    await this.arrive('staff-login', 'badge');
    await this.#seen('staff-login');
    await this.#type(this.#badge);
    await this.press('submit');
    await this.arrive('staff-login', 'pin');
    await this.#seen('staff-login-pin');
    if (wrongFirst) {
      await this.#type('926047');
      await this.press('submit');
      await this.#page.locator('.staff [data-screen="staff-login"] [role="alert"]').waitFor();
      await this.#seen('staff-login-wrong');
    }
    await this.#type(this.#branch.pin);
    await this.press('submit');
    await this.arrive('staff-home');
    await this.#seen('staff-home');
  }

  async open(page: 'assist' | 'sync' | 'test'): Promise<void> {
    await this.press(`staff-${page}`);
    await this.arrive(`staff-${page}`);
    await this.#seen(`staff-${page}`);
  }

  /** Does an act, with all that it asks for. @param needsCode the code of the adviser's application is asked for */
  async act(act: StaffAct, needsCode = false): Promise<void> {
    await this.press(`act-${act}`);
    await this.arrive('staff-assist', 'reason');
    if (needsCode) await this.#seen('staff-reason');
    await this.press('choose-member-asked');
    for (const answer of ANSWERS[act] ?? []) await this.#answer(answer);
    if (needsCode) {
      await this.arrive('staff-assist', 'code');
      await this.#seen('staff-code');
      await this.#fill('code', this.#branch.nextCode());
    }
    const outcome = '.staff [data-screen="staff-assist"][data-phase="acts"]';
    await this.#page.locator(`${outcome} [role="status"], ${outcome} [role="alert"]`).first().waitFor();
    if (await this.#page.locator(`${outcome} [role="alert"]`).isVisible())
      throw new Error(`${act}: ${await this.#page.locator(`${outcome} [role="alert"]`).innerText()}`);
    await this.#seen(`staff-act-${act}`);
  }

  /** Every part of the morning test. */
  async morningTest(): Promise<void> {
    const part = async (name: string): Promise<void> => {
      await this.arrive('staff-test', name);
      await this.#seen(`staff-test-${name}`);
    };
    await this.press('try');
    await part('touch');
    const squares = this.#page.locator('.staff [data-action^="square-"]');
    for (let square = 0, count = await squares.count(); square < count; square += 1)
      await squares.nth(square).click();
    await part('number-pad');
    await this.#type('1234567890');
    await this.press('submit');
    await part('letter-pad');
    await this.#type('ACDEFGHJ');
    await this.press('submit');
    await part('scanner');
    await this.#page.keyboard.type(TEST_CARD);
    await this.#page.keyboard.press('Enter');
    await this.press('good');
    await part('printer');
    await this.press('skip');
    await part('sound');
    await this.press('good');
    await this.arrive('staff-test', 'list');
    await this.press('try');
    await this.#page.locator('.staff [data-row]').first().waitFor();
    // Messages go through the mail server and the gateway of the demonstration.
    await this.#page.locator('.staff:not(:has([data-state="todo"]))').waitFor({ timeout: 90_000 });
    await this.#page.locator('.staff [data-screen="staff-test"] [role="status"]').first().waitFor();
    await this.#seen('staff-test-done');
  }

  /** Gives the screen back. */
  async leave(): Promise<void> {
    await this.#page.locator('.staff [data-action="leave"]').click();
    await this.#page.locator('.staff').waitFor({ state: 'detached' });
  }

  press(action: string): Promise<void> {
    return this.#page.locator(`.staff [data-action="${action}"]:visible`).first().click();
  }

  async arrive(screen: string, phase?: string): Promise<void> {
    const part = phase === undefined ? '' : `[data-phase="${phase}"]`;
    await this.#page.locator(`.staff [data-screen="${screen}"]${part}`).waitFor();
  }

  async #answer(answer: Answer): Promise<void> {
    if ('choose' in answer) {
      await this.#page.locator(`.staff [data-action="choose-${answer.choose}"]`).waitFor();
      if (answer.seen !== undefined) await this.#seen(answer.seen);
      await this.press(`choose-${answer.choose}`);
    } else await this.#fill(answer.field, answer.type);
  }

  async #fill(field: string, text: string): Promise<void> {
    await this.#page.locator(`.staff [data-field="${field}"]`).fill(text);
    await this.press('submit');
  }

  async #type(characters: string): Promise<void> {
    for (const character of characters) await this.press(`key-${character}`);
  }
}
