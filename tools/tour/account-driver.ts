import type { KioskDriver } from './kiosk-driver.ts';

/** A person who asks for an account or activates one. */
export interface AccountPerson {
  readonly situation: 'member' | 'insured';
  /** Member number, or NIR. */
  readonly number: string;
  readonly familyName: string;
  /** ISO date. */
  readonly birthDate: string;
  readonly postalCode: string;
  readonly email: string;
  /** Whether head office has the address already: it is taken by one touch when the account is activated. */
  readonly isOnFile?: boolean;
}

/** Drives the screens of accounts like a visitor. Each part of a screen is reported as `screen-part`. */
export class AccountDriver {
  readonly #kiosk: KioskDriver;

  constructor(kiosk: KioskDriver) {
    this.#kiosk = kiosk;
  }

  /** From the menu to the request, choosing the situation. */
  async chooseSituation(
    { situation }: AccountPerson,
    entry: 'create-account' | 'lost-identifier',
  ): Promise<void> {
    const kiosk = this.#kiosk;
    await kiosk.tapTo(kiosk.control(`open-${entry}`).first(), 'account-situation');
    await kiosk.tapTo(kiosk.control(`choose-${situation}`), 'account-request');
  }

  /** All parts of `account-request`, up to the summary. */
  async fillRequest(person: AccountPerson, options: { readonly email: boolean }): Promise<void> {
    const kiosk = this.#kiosk;
    await this.#keys(person.number);
    if (options.email) {
      await this.#on('account-request', 'email');
      await this.#typeEmailTwice(person.email);
    }
    await this.#on('account-request', 'family-name');
    await this.#type('family-name', person.familyName);
    await kiosk.control('submit').click();
    await this.#keys(person.postalCode);
    await this.#on('account-request', 'birth-date');
    const [year, month, day] = person.birthDate.split('-');
    await this.#keys(`${day}${month}${year}`);
    await this.#on('account-request', 'recap');
  }

  /**
   * From the summary, through the pictures, to the receipt.
   * @param withLetters the letters, the other way, are looked at first
   * @returns its number
   */
  async send(withLetters = false): Promise<string> {
    const kiosk = this.#kiosk;
    await this.#on('account-request', 'robot');
    if (withLetters) {
      await kiosk.control('ask-challenge-text').click();
      await kiosk.page.locator('[data-phase="robot"] [data-field="answer"]').waitFor();
      await kiosk.seen('account-request-letters');
      await kiosk.control('ask-challenge-picture').click();
    }
    await kiosk.control('picture-0').waitFor();
    await kiosk.tapTo(await kiosk.rightPicture(), 'account-requested');
    return (await kiosk.page.locator('[data-receipt]').getAttribute('data-receipt')) ?? '';
  }

  /** From the menu to `activate-identity`, with a provisional password. */
  async open(person: AccountPerson, code: string): Promise<void> {
    const kiosk = this.#kiosk;
    await kiosk.tapTo(kiosk.control('open-letter').first(), 'identify');
    if (person.situation === 'insured') {
      await kiosk.tapTo(kiosk.control('open-activate-account'), 'activate');
      await this.#keys(person.number);
      await this.#on('activate', 'code');
    } else {
      await kiosk.identify(person.number, 'letter-code');
    }
    for (const character of code) await kiosk.control(`key-${character}`).click();
    await kiosk.tapTo(kiosk.control('submit'), 'activate-identity');
  }

  /** From the secret question to the pending confirmation. */
  async defineIdentity(person: AccountPerson, password: string): Promise<void> {
    const kiosk = this.#kiosk;
    await this.#type('secret-answer', 'Le Petit Exemple');
    if (person.isOnFile === true) {
      await this.#on('activate-identity', 'email-on-file');
      await this.#on('activate-identity', 'password', 'take-on-file');
    } else {
      await this.#on('activate-identity', 'email');
      await this.#typeEmailTwice(person.email);
      await this.#on('activate-identity', 'password');
    }
    await this.#type('password', password);
    await this.#on('activate-identity', 'confirmation');
    await this.#type('confirmation', password);
    await this.#on('activate-identity', 'terms');
    const accept = kiosk.page.locator('[data-action="accept"]:not([aria-disabled="true"]):not([disabled])');
    while (!(await accept.isVisible())) await kiosk.control('next-part').click();
    await kiosk.tapTo(accept, 'activated-pending');
  }

  /** From `login` or `identify` to its e-mail part; types the address. */
  async giveEmail(screen: 'login' | 'identify', email: string): Promise<void> {
    await this.#on(screen, 'email', 'use-email');
    await this.#type('email', email);
  }

  /** The button leads from the first field to the second. */
  async #typeEmailTwice(email: string): Promise<void> {
    await this.#type('email', email);
    await this.#kiosk.control('submit').click();
    await this.#type('email-again', email);
  }

  async #on(screen: string, phase: string, action = 'submit'): Promise<void> {
    await this.#kiosk.tapToPhase(this.#kiosk.control(action), screen, phase);
  }

  async #keys(characters: string): Promise<void> {
    for (const character of characters) await this.#kiosk.control(`key-${character}`).click();
  }

  async #type(field: string, text: string): Promise<void> {
    await this.#kiosk.page.locator(`[data-field="${field}"]:visible`).click();
    await this.#kiosk.page.keyboard.press('ControlOrMeta+A');
    await this.#kiosk.page.keyboard.type(text);
  }
}
