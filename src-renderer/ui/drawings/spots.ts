import { FAMILY, type SpotDrawing } from './spot.ts';

/** The set of spot illustrations; drawn for this product. */
export const SPOTS = {
  card: {
    tint: 'M18 30h84a8 8 0 0 1 8 8v44a8 8 0 0 1-8 8H18a8 8 0 0 1-8-8V38a8 8 0 0 1 8-8Z',
    warm: 'M20 52h38v20H20Z',
    line: 'M18 30h84a8 8 0 0 1 8 8v44a8 8 0 0 1-8 8H18a8 8 0 0 1-8-8V38a8 8 0 0 1 8-8ZM10 44h100M70 56h28M70 66h20M20 80h44',
    accent: 'M20 52h38v20H20ZM28 62h4M37 62h4M46 62h4',
  },
  phone: {
    tint: 'M24 10h34a7 7 0 0 1 7 7v86a7 7 0 0 1-7 7H24a7 7 0 0 1-7-7V17a7 7 0 0 1 7-7Z',
    warm: 'M54 34h46a8 8 0 0 1 8 8v22a8 8 0 0 1-8 8H72L58 84V72h-4a8 8 0 0 1-8-8V42a8 8 0 0 1 8-8Z',
    line: 'M65 86v17a7 7 0 0 1-7 7H24a7 7 0 0 1-7-7V17a7 7 0 0 1 7-7h34a7 7 0 0 1 7 7v17M35 19h12M38 100h6M27 40h10M27 52h10M27 64h10',
    accent:
      'M54 34h46a8 8 0 0 1 8 8v22a8 8 0 0 1-8 8H72L58 84V72h-4a8 8 0 0 1-8-8V42a8 8 0 0 1 8-8ZM59 53h.1M68 53h.1M77 53h.1M86 53h.1M95 53h.1',
  },
  envelope: {
    tint: 'M14 34h92v60H14Z',
    warm: 'M14 34h92L60 70Z',
    line: 'M14 34h92v60H14ZM14 94l34-33M106 94 72 61',
    accent: 'M14 34l46 36 46-36',
  },
  letter: {
    tint: 'M28 10h64v100H28Z',
    warm: 'M62 70h20v20H62Z',
    line: 'M28 10h64v100H28ZM38 24h22M38 34h16M38 50h44M38 60h44M38 72h14M38 82h14M38 98h44',
    accent: 'M62 70h20v20H62ZM68 76h2v2h-2ZM75 76h2v2h-2ZM68 83h2v2h-2Z',
  },
  key: {
    tint: 'M42 66a24 24 0 1 0 0-48 24 24 0 0 0 0 48Z',
    line: 'M42 66a24 24 0 1 0 0-48 24 24 0 0 0 0 48ZM59 59l43 43v10H90v-9h-9v-9h-9L55 65',
    accent: 'M36 43a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
    warm: 'M36 43a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
  },
  house: {
    tint: 'M24 54 60 22l36 32v52H24Z',
    warm: 'M51 106V78h18v28Z',
    line: 'M10 64 60 20l50 44M24 54v52h72V54M82 38V24h9v22M8 106h104',
    accent: 'M51 106V78h18v28M54 50h12v12H54Z',
  },
  calendar: {
    tint: 'M16 26h88v80H16Z',
    warm: 'M16 26h88v20H16Z',
    line: 'M16 26h88v80H16ZM16 46h88M36 16v18M84 16v18M30 60h8M50 60h8M70 60h8M30 76h8M30 92h8M50 92h8M90 60h2',
    accent: 'M54 76l8 8 22-20',
  },
  family: FAMILY,
  question: {
    tint: 'M14 16h92v68H58L36 104V84H14Z',
    line: 'M14 16h92v68H58L36 104V84H14Z',
    accent: 'M49 40a11 11 0 1 1 16 10c-4 2-5 4-5 9M60 70v.1',
  },
  devices: {
    tint: 'M22 24h68v48H22Z',
    warm: 'M80 52h24a5 5 0 0 1 5 5v42a5 5 0 0 1-5 5H80a5 5 0 0 1-5-5V57a5 5 0 0 1 5-5Z',
    line: 'M75 72H22V24h68v28M22 72 10 90h65M34 38h24M34 50h14',
    accent:
      'M80 52h24a5 5 0 0 1 5 5v42a5 5 0 0 1-5 5H80a5 5 0 0 1-5-5V57a5 5 0 0 1 5-5ZM90 96h4M84 73l6 6 10-11',
  },
  hands: {
    tint: 'M10 76h14v30H10ZM96 76h14v30H96Z',
    warm: 'M60 62C44 50 36 42 36 32a12 12 0 0 1 24-4 12 12 0 0 1 24 4c0 10-8 18-24 30Z',
    line: 'M10 76h14v30H10ZM96 76h14v30H96ZM24 80c10-2 16 0 21 5h10c5 0 5 8 0 8H43M96 80c-10-2-16 0-21 5H65c-5 0-5 8 0 8h12M24 102h66M96 102h-8',
    accent: 'M60 62C44 50 36 42 36 32a12 12 0 0 1 24-4 12 12 0 0 1 24 4c0 10-8 18-24 30Z',
  },
  done: {
    tint: 'M60 100a40 40 0 1 0 0-80 40 40 0 0 0 0 80Z',
    line: 'M88 32a40 40 0 1 0 9 14M40 61l14 14 40-44',
    accent: 'M104 14v10M99 19h10M14 18v8M10 22h8M106 86v8M102 90h8',
  },
} satisfies Readonly<Record<string, SpotDrawing>>;

/** Name of a spot illustration. */
export type SpotName = keyof typeof SPOTS;
