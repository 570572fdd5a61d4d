/** Format of the summary of a document of OLE: {F29F85E0-4FF9-1068-AB91-08002B27B3D9}. */
const SUMMARY_FORMAT = Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex');

/** Properties of the summary that differ between two builds, by [MS-OLEPS]. */
const REVISION = 9;
const TIMES = new Set([11, 12, 13]);

/** Types of values: a text of bytes, and a moment (100 ns since 1601). */
const TEXT = 0x1e;
const MOMENT = 0x40;

/** Seconds from 1601 to 1970. */
const SINCE_1601 = 11_644_473_600n;

/**
 * Gives a database of Windows Installer, as wixl writes it, the code of its package and its moment, so that two builds
 * are the same. Its length stays.
 * @param packageCode a GUID without braces, upper case
 * @param epoch seconds since 1970
 * @throws when there is no summary as it is expected
 */
export function fixMsi(msi: Buffer, packageCode: string, epoch: number): Buffer {
  const fixed = Buffer.from(msi);
  const format = fixed.indexOf(SUMMARY_FORMAT);
  // In front of the format: byte order, version, system, class, and the count of sets.
  const start = format - 28;
  if (start < 0 || fixed.readUInt16LE(start) !== 0xfffe) throw new Error('no summary in the MSI');
  const section = start + fixed.readUInt32LE(format + SUMMARY_FORMAT.length);
  const count = fixed.readUInt32LE(section + 4);
  const found = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    const entry = section + 8 + index * 8;
    const property = fixed.readUInt32LE(entry);
    const value = section + fixed.readUInt32LE(entry + 4);
    const type = fixed.readUInt32LE(value);
    if (property === REVISION && type === TEXT) fixed.write(`{${packageCode}}`, value + 8, 'latin1');
    else if (TIMES.has(property) && type === MOMENT)
      fixed.writeBigUInt64LE((BigInt(epoch) + SINCE_1601) * 10_000_000n, value + 4);
    else continue;
    found.add(property);
  }
  if (!found.has(REVISION) || !found.has(12)) throw new Error('no package code or moment in the MSI');
  return fixed;
}
