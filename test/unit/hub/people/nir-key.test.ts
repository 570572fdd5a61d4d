import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { nirHash, nirKey } from '../../../../src-hub/people/nir-key.ts';

const SECRET = HubSecret.from('secret-of-tests-0123456789abcdef-0123');

it('a kiosk that has the key gets the same hash as head office', () => {
  const nir = '285026918012380';
  const atKiosk = createHmac('sha256', nirKey(SECRET)).update(nir).digest();
  expect(nirHash(SECRET, nir)).toEqual(atKiosk);
  expect(nirHash(SECRET, nir)).toHaveLength(32);
});

it('another secret gives another key, another NIR another hash', () => {
  expect(nirKey(SECRET)).not.toEqual(nirKey(HubSecret.from('another secret of tests')));
  expect(nirHash(SECRET, '285026918012380')).not.toEqual(nirHash(SECRET, '285026918012381'));
});
