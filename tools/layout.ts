/**
 * Measures every sample view on every panel, in every text size and both contrasts: docs/testing.md tells what it looks for.
 * Usage, after a build: `node tools/layout.ts [part of a name] [--panel PART] [--quick] [--pairwise] [--overfilled] [--spacing] [--built FOLDER] [--pictures FOLDER]`. Exit code 1 when it finds a fault.
 */
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LayoutPage, type CheckOptions, type Combination } from './layout/layout-check.ts';
import { hardSamples } from './layout/hard-samples.ts';
import { LOOKS, OTHERS, REFERENCE, TEXT_SPACING } from './layout/views.ts';
import { samples } from './preview/sample-views.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    pairwise: { type: 'boolean' },
    overfilled: { type: 'boolean' },
    built: { type: 'string' },
    pictures: { type: 'string' },
    panel: { type: 'string' },
    spacing: { type: 'boolean' },
  },
});
const { pictures } = values;
const wanted = positionals[0] ?? '';
const panels = [...REFERENCE, ...OTHERS].filter(({ name }) =>
  values.quick === true
    ? REFERENCE.slice(0, 2).some((panel) => panel.name === name)
    : name.includes(values.panel ?? ''),
);
const known = samples(Date.now());
const chosen = [...known, ...hardSamples(known)].filter(({ name }) => name.includes(wanted));
const page = await LayoutPage.open(values.built);
if (pictures !== undefined) await mkdir(pictures, { recursive: true });
const looks = values.quick === true ? LOOKS.filter(({ highContrast }) => !highContrast) : LOOKS;
/** Views and their looks. Pairwise: each view in one look, in turn, so that each screen, whose views are several, is seen in each size and contrast. */
const parts =
  values.pairwise === true
    ? looks.map((look, turn) => ({
        views: chosen.filter((_, at) => at % looks.length === turn),
        looks: [look],
      }))
    : [{ views: chosen, looks }];
const options: CheckOptions = {
  css: values.spacing === true ? TEXT_SPACING : '',
  overfilled: values.overfilled === true,
  ...(pictures !== undefined && {
    onlook: async (shown, panel, sample, look) => {
      if (look.highContrast) return;
      await shown.screenshot({ path: `${pictures}/${sample.name}-${panel.name}-${look.textSize}.png` });
    },
  }),
};
const combinations: Combination[] = [];
const faults: string[] = [];
for (const part of parts) {
  const report = await page.check(panels, part.views, part.looks, options);
  combinations.push(...report.combinations);
  faults.push(...report.faults);
}
await page.close();
for (const fault of faults) console.error(fault);
const scrolling = combinations.filter(({ measured }) => measured.scrolling.length > 0);
console.log(
  `${combinations.length} combinations of ${chosen.length} views, ${panels.length} panels and ${parts[0]?.looks.length} looks; ${scrolling.length} scroll alone a part that is too long, ${
    scrolling.filter(({ look }) => look.textSize === 'normal').length
  } of them at the normal text size; ${faults.length} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
