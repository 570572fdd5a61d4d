/** A key that an object of a JSON text has twice. */
export interface DuplicateKey {
  /** Names and places from the outermost object, such as `mail.port`. */
  readonly path: string;
  /** Line of the second one, from 1. */
  readonly line: number;
}

interface Frame {
  /** Null: a list. */
  readonly keys: Set<string> | null;
  /** Present key of an object, or place in a list. */
  at: string | number;
  isKeyNext: boolean;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gsu;

/**
 * Finds keys that are given twice, of which JSON's own reader silently takes the last.
 * @param json a text that `JSON.parse` accepts
 */
export function duplicateKeys(json: string): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const frames: Frame[] = [];
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '{') frames.push({ keys: new Set(), at: '', isKeyNext: true });
    else if (token === '[') frames.push({ keys: null, at: 0, isKeyNext: false });
    else if (token === '}' || token === ']') frames.pop();
    else if (token === ',') next(frame);
    else if (frame?.keys && frame.isKeyNext) {
      frame.at = JSON.parse(token) as string;
      frame.isKeyNext = false;
      if (frame.keys.has(frame.at))
        found.push({
          path: frames.map(({ at }) => at).join('.'),
          line: json.slice(0, index).split('\n').length,
        });
      frame.keys.add(frame.at);
    }
  }
  return found;
}

function next(frame: Frame | undefined): void {
  if (!frame) return;
  if (frame.keys) frame.isKeyNext = true;
  else frame.at = Number(frame.at) + 1;
}
