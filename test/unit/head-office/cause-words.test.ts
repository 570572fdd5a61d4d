import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import { causeLines, type Cause } from '../../../src-main/head-office/cause-words.ts';

describe('the cause that IT reads', () => {
  it.each<[Cause, RegExp]>([
    [{ of: 'key', problem: 'plain-refused' }, /trousseau.*allowPlainDataKey[^]*key ring.*allowPlainDataKey/u],
    [{ of: 'key', problem: 'lost' }, /data\.key[^]*data\.key/u],
    [{ of: 'key', problem: 'unreadable' }, /autre compte[^]*another account/u],
    [{ of: 'storage', kind: 'full', folder: '/data/x' }, /plein.*\/data\/x[^]*full.*\/data\/x/u],
    [{ of: 'storage', kind: 'unwritable', folder: '/data/x' }, /\/data\/x.*dataDir[^]*\/data\/x.*dataDir/u],
    [{ of: 'storage', kind: 'fault', folder: '/data/x' }, /erreur[^]*error/u],
    [{ of: 'newer-database' }, /plus récente[^]*newer version/u],
  ])('is said in each language, French first: %j', (cause, words) => {
    const lines = causeLines(cause);
    expect(lines).toHaveLength(LANGUAGES.length);
    expect(lines.join('\n')).toMatch(words);
  });
});
