/** A rectangle in pixels of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is measured of one view. */
export interface Measured {
  /** Faults that the view shows by itself, in words. */
  readonly faults: string[];
  /** Places that must be the same on every view of an orientation and text size, by name. */
  readonly places: Record<string, Box>;
  /** Names of the areas that scroll. */
  readonly scrolling: string[];
}

/** What a view is measured against. */
export interface Measures {
  /** Diagonal of the panel in inches; the page fills it. */
  readonly diagonal: number;
  /** Least visual angle of capitals at 60 cm, in degrees; 0: not looked at. */
  readonly leastAngle: number;
  /** False on panels on which a screen cannot hold all: only cuts and overlaps are looked for. */
  readonly physical: boolean;
}

/** Reads the geometry of the view on screen. Runs in the page: it uses nothing from outside. */
export function measure({ diagonal, leastAngle, physical }: Measures): Measured {
  /** Pixels by which rounding may move an edge. */
  const SLACK = 2;
  /** Height of a capital of Atkinson Hyperlegible Next, as part of the type size. */
  const CAPITALS = 0.668;
  const DISTANCE = 600;
  const EDGE = 15;
  const FINGER = 15;
  const CONTROLS = 'button, input, textarea, a[href]';

  const mm = Math.hypot(innerWidth, innerHeight) / (diagonal * 25.4);
  const faults: string[] = [];
  const places: Record<string, Box> = {};

  const boxOf = (element: Element): Box => element.getBoundingClientRect();
  const nameOf = (element: Element): string => {
    const { action, skbtn, field } = (element as HTMLElement).dataset;
    return action ?? skbtn ?? field ?? element.textContent.trim().slice(0, 30);
  };
  const meet = (one: Box, other: Box): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.5;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('.visually-hidden, [inert]') === null;

  interface Clip {
    readonly clip: Box;
    /** True when it scrolls by buttons. */
    readonly scrolls: boolean;
    /** True when it shortens its text with dots. */
    readonly isShort: boolean;
  }
  const known = new Map<Element, readonly Clip[]>();
  /** What clips the content of an element, innermost first. */
  const clipsAround = (element: Element | null): readonly Clip[] => {
    if (element === null) return [];
    let found = known.get(element);
    if (found === undefined) {
      const style = getComputedStyle(element);
      const around = clipsAround(element.parentElement);
      found =
        style.overflowX === 'visible' && style.overflowY === 'visible'
          ? around
          : [
              {
                clip: boxOf(element),
                scrolls:
                  (style.overflowY === 'auto' || style.overflowY === 'scroll') &&
                  (element.parentElement?.dataset['scrolls'] !== undefined ||
                    element.getAttribute('role') === 'region'),
                isShort: style.webkitLineClamp !== 'none',
              },
              ...around,
            ];
      known.set(element, found);
    }
    return found;
  };

  /** The part of a box that its scrolling area shows; null: nothing. Where nothing scrolls, what is outside is cut. */
  const seenInside = (element: Element | null, box: Box, what: string): Box | null => {
    let { left, top, right, bottom } = box;
    for (const { clip, scrolls, isShort } of clipsAround(element)) {
      const outside =
        left < clip.left - SLACK ||
        right > clip.right + SLACK ||
        (!scrolls && (top < clip.top - SLACK || bottom > clip.bottom + SLACK));
      if (outside && !isShort) {
        const [is, within] = [box, clip].map((shown) =>
          [shown.left, shown.top, shown.right, shown.bottom].map((side) => Math.round(side)).join(' '),
        );
        faults.push(`${what} is cut (${is} in ${within})`);
        return null;
      }
      left = Math.max(left, clip.left);
      right = Math.min(right, clip.right);
      top = Math.max(top, clip.top);
      bottom = Math.min(bottom, clip.bottom);
      if (right - left < 1 || bottom - top < 1) return null;
    }
    if (left < -SLACK || top < -SLACK || right > innerWidth + SLACK || bottom > innerHeight + SLACK)
      faults.push(`${what} is outside the panel`);
    return { left, top, right, bottom };
  };

  const seen = (element: Element, box: Box, what: string): Box | null =>
    seenInside(element.parentElement, box, what);

  /** Whether Tab stops there, or at the one stop of its pad, from which arrows lead there. */
  const isReached = (element: HTMLElement): boolean =>
    element.tabIndex === 0 ||
    (element.tabIndex === -1 &&
      element.closest('[role="group"]')?.querySelectorAll('button[tabindex="0"]').length === 1);

  const controls: { element: Element; box: Box; name: string }[] = [];
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (!isShown(element)) continue;
    const name = nameOf(element);
    const whole = boxOf(element);
    const box = seen(element, whole, name);
    if (box === null) continue;
    controls.push({ element, box, name });
    const edge = Math.min(box.left, box.top, innerWidth - box.right, innerHeight - box.bottom);
    if (physical && edge < EDGE * mm - 0.5)
      faults.push(`${name} is ${(edge / mm).toFixed(1)} mm from an edge`);
    const isWhole = whole.bottom - whole.top <= box.bottom - box.top + SLACK;
    const least = Math.min(whole.right - whole.left, whole.bottom - whole.top);
    if (physical && isWhole && least < FINGER * mm - 0.5)
      faults.push(`${name} is ${(least / mm).toFixed(1)} mm small`);
    if (element.matches('button') && element.scrollWidth > element.clientWidth + 1)
      faults.push(`the text of ${name} is wider than it`);
    if (!isReached(element as HTMLElement)) faults.push(`${name} is not reached by the Tab key`);
  }
  // Where the system chooses the colours, a border alone shows what can be touched.
  if (matchMedia('(forced-colors: active)').matches) {
    for (const { element, name } of controls) {
      // The boxes of a code and the wheels of a date are drawn around their fields.
      const around = element.matches('input')
        ? [
            ...[element, element.parentElement, element.closest('label')?.parentElement ?? null],
            ...(element.parentElement?.querySelectorAll('*') ?? []),
          ]
        : [element];
      const isBordered = around.some((one) => {
        if (one === null) return false;
        const { borderTopWidth, borderTopStyle } = getComputedStyle(one);
        return Number.parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none';
      });
      if (!isBordered) faults.push(`${name} has no border in forced colours`);
    }
  }
  for (const [at, one] of controls.entries()) {
    for (const other of controls.slice(at + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (meet(one.box, other.box)) faults.push(`${one.name} and ${other.name} overlap`);
    }
  }

  /** A word on two lines that is no longer than a word of the language; null: none. Hyphens and the like may end a line. */
  const brokenWord = (text: Text): string | null => {
    const range = document.createRange();
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}\p{N}’']{2,24}/gu)) {
      const before = /\S*$/u.exec(text.data.slice(0, index))?.[0] ?? '';
      const after = /^\S*/u.exec(text.data.slice(index))?.[0] ?? '';
      // A long name and an address have no place to break.
      if (before.length + after.length > 24 || (before + after).includes('@')) continue;
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) return word;
    }
    return null;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: { box: Box; owner: Element; text: string }[] = [];
  while (walker.nextNode()) {
    const owner = walker.currentNode.parentElement;
    const text = walker.currentNode.nodeValue?.trim() ?? '';
    if (owner === null || text === '' || owner.closest('svg, script, style') !== null || !isShown(owner))
      continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { fontSize } = getComputedStyle(owner);
    const angle =
      (2 * Math.atan((Number.parseFloat(fontSize) * CAPITALS) / mm / 2 / DISTANCE) * 180) / Math.PI;
    if (leastAngle > 0 && angle < leastAngle * 0.995)
      faults.push(`“${text.slice(0, 30)}” has ${angle.toFixed(2)}°`);
    const lines = [...range.getClientRects()];
    // With a style of the visitor a word may be longer than its line.
    const isOwnStyle = document.adoptedStyleSheets.length === 0;
    if (isOwnStyle && new Set(lines.map(({ top }) => Math.round(top))).size > 1) {
      const broken = brokenWord(walker.currentNode as Text);
      if (broken !== null) faults.push(`“${broken}” is broken`);
    }
    for (const rect of lines) {
      // A line box is higher than its letters.
      const inset = (rect.bottom - rect.top) * 0.2;
      const letters = {
        left: rect.left,
        right: rect.right,
        top: rect.top + inset,
        bottom: rect.bottom - inset,
      };
      const box = seenInside(owner, letters, `“${text.slice(0, 30)}”`);
      if (box !== null) texts.push({ box, owner, text });
    }
  }
  for (const { box, owner, text } of texts) {
    const button = owner.closest('button');
    if (button !== null) {
      const around = boxOf(button);
      const isWhole = seen(button, around, nameOf(button))?.bottom === around.bottom;
      if (isWhole && (box.top < around.top || box.bottom > around.bottom))
        faults.push(`the text of ${nameOf(button)} is higher than it`);
    }
    for (const control of controls) {
      if (control.element.contains(owner) || owner.contains(control.element)) continue;
      // The boxes of a code are drawn below its field.
      if (owner.closest('label')?.contains(control.element) === true) continue;
      if (meet(box, control.box)) faults.push(`“${text.slice(0, 30)}” and ${control.name} overlap`);
    }
  }
  for (const [at, one] of texts.entries()) {
    for (const other of texts.slice(at + 1)) {
      if (one.owner !== other.owner && meet(one.box, other.box))
        faults.push(`“${one.text.slice(0, 30)}” and “${other.text.slice(0, 30)}” overlap`);
    }
  }

  // What scrolls shows nearly two lines at least, and has its way on beside it.
  const line = Number.parseFloat(getComputedStyle(document.body).lineHeight);
  for (const body of document.querySelectorAll('main *')) {
    // What is typed is followed by its caret; what lies below a dialog is not read.
    if (body.matches('textarea') || !isShown(body)) continue;
    const { overflowY } = getComputedStyle(body);
    if ((overflowY !== 'auto' && overflowY !== 'scroll') || body.scrollHeight <= body.clientHeight + SLACK)
      continue;
    const { top, bottom } = boxOf(body);
    const name = body.parentElement?.dataset['area'] ?? nameOf(body);
    if (bottom - top < 1.8 * line)
      faults.push(`${name} scrolls and shows ${Math.round(bottom - top)} pixels`);
    const ways = controls.filter(({ element }) =>
      /(?:^|-)(?:down|next-part)$/u.test((element as HTMLElement).dataset['action'] ?? ''),
    );
    if (ways.length === 0) faults.push(`${name} scrolls without a way on`);
  }

  // A focus, or a caret that is typed on, pushes the whole page up where it is higher than the panel.
  const frame = document.querySelector('main');
  for (let part = frame?.parentElement ?? null; part !== null; part = part.parentElement) {
    const beyond = part.scrollHeight - part.clientHeight;
    if (beyond > SLACK && getComputedStyle(part).overflowY !== 'clip')
      faults.push(`${part.className || part.localName} can be pushed up by ${beyond} pixels`);
  }

  const area = (name: string): Element | null => document.querySelector(`[data-area="${name}"]`);
  for (const name of ['title', 'banner', 'keyboard', 'primary', 'secondary', 'toolbar']) {
    const found = area(name);
    if (found === null) continue;
    const { left, top, right, bottom } = boxOf(found);
    // The title's place is where it begins.
    places[name] = name === 'title' ? { left, top, right: left, bottom: top } : { left, top, right, bottom };
    for (const child of found.querySelectorAll('*')) {
      const inner = boxOf(child);
      if (!isShown(child) || inner.right - inner.left < 1 || name === 'title') continue;
      if (
        inner.top < top - SLACK ||
        inner.bottom > bottom + SLACK ||
        inner.left < left - SLACK ||
        inner.right > right + SLACK
      ) {
        faults.push(`${nameOf(child)} reaches out of ${name}`);
        break;
      }
    }
  }
  const filled = (name: string, buttons: readonly Element[]): void => {
    const place = places[name];
    if (place === undefined) return;
    for (const button of buttons) {
      const { top, bottom } = boxOf(button);
      if (Math.abs(top - place.top) > SLACK || Math.abs(bottom - place.bottom) > SLACK)
        faults.push(`${nameOf(button)} stands off its place in ${name}`);
    }
  };
  for (const name of ['primary', 'secondary'])
    filled(name, [...(area(name)?.querySelectorAll('button') ?? [])]);
  for (const button of area('primary')?.querySelectorAll('button') ?? []) {
    const { left, right } = boxOf(button);
    const place = places['primary'];
    if (place !== undefined && (Math.abs(left - place.left) > SLACK || Math.abs(right - place.right) > SLACK))
      faults.push(`${nameOf(button)} has not the width of its column`);
  }
  for (const button of document.querySelectorAll('[data-area="toolbar"] button'))
    places[`tool ${nameOf(button).replace('logout', 'leave')}`] = boxOf(button);
  // Tools of a row have one height and one place.
  const tools = [...document.querySelectorAll('[data-area="toolbar"] button')];
  for (const one of tools) {
    for (const other of tools) {
      const [own, its] = [boxOf(one), boxOf(other)];
      if (own.top >= its.bottom || its.top >= own.bottom) continue;
      if (Math.abs(own.top - its.top) > SLACK || Math.abs(own.bottom - its.bottom) > SLACK)
        faults.push(`${nameOf(one)} and ${nameOf(other)} stand not in one row`);
    }
  }
  // Keys stand in rows of one height, the first at the top of the keyboard and the last at its bottom.
  const keys = [...(area('keyboard')?.querySelectorAll('button') ?? [])].filter(isShown);
  const keyboard = places['keyboard'];
  if (keyboard !== undefined && keys.length > 0) {
    const rows = new Map<number, Box[]>();
    for (const key of keys) {
      const box = boxOf(key);
      const found = [...rows.keys()].find((top) => Math.abs(top - box.top) <= SLACK) ?? box.top;
      rows.set(found, [...(rows.get(found) ?? []), box]);
    }
    const tops = [...rows.keys()].sort((one, other) => one - other);
    const steps = tops.slice(1).map((top, at) => top - (tops[at] ?? 0));
    if (Math.max(...steps) - Math.min(...steps) > SLACK) faults.push('the rows of keys have not one height');
    const bottom = Math.max(...keys.map((key) => boxOf(key).bottom));
    if (Math.abs(bottom - keyboard.bottom) > SLACK)
      faults.push('the keys do not end where the keyboard does');
  }
  for (const item of document.querySelectorAll('main li > button:only-child')) {
    const [own, around] = [boxOf(item), boxOf(item.parentElement ?? item)];
    if (Math.abs(own.bottom - around.bottom) > SLACK || Math.abs(own.left - around.left) > SLACK)
      faults.push(`${nameOf(item)} stands off its place in the list`);
  }
  for (const field of document.querySelectorAll('main input, main textarea')) {
    const shown = controls.find(({ element }) => element === field)?.box;
    const { top, bottom } = boxOf(field);
    if (isShown(field) && (shown === undefined || shown.bottom - shown.top < bottom - top - SLACK))
      faults.push(`the field ${nameOf(field)} is not wholly on screen`);
  }
  for (const name of ['primary', 'keyboard']) {
    const place = places[name];
    const main = document.querySelector('main');
    if (place !== undefined && main !== null && place.bottom > boxOf(main).bottom + SLACK)
      faults.push(`${name} is below the fold`);
  }
  return {
    faults: [...new Set(faults)],
    places,
    scrolling: [...document.querySelectorAll<HTMLElement>('[data-scrolls]')].map(
      ({ dataset }) => dataset['area'] ?? '',
    ),
  };
}
