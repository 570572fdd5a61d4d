import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText } from '../../../../src-hub/letters/batches/csv-text.ts';

it('a CSV text is read back as it was, whatever its fields hold', () => {
  const field = fc.oneof(fc.string(), fc.constantFrom(';', '"', '\r\n', 'a;"b"\nc'));
  const row = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(
        parse(csvText(rows), { delimiter: ';', relax_column_count: true, record_delimiter: '\r\n' }),
      ).toEqual(rows);
    }),
  );
});
