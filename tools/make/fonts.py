"""Makes the fonts that figures and French spaces need, from Atkinson Hyperlegible Next (SIL Open Font License).

The typeface has a slashed zero only, which is right for codes and wrong for amounts and dates, and it lacks U+202F, U+2010
and U+2011. This makes:

- src-renderer/ui/base/plain-figures.woff2: the zero without its slash, the narrow space and the hyphens, in all weights;
- the same in resources/letters/AtkinsonHyperlegibleNext-Regular.ttf, and spaces and hyphens alone in the bold one, which
  prints codes.

Run it again when the typeface changes: pip install fonttools==4.66.1 brotli, then python3 tools/make/fonts.py
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.varLib.iup import iup_delta

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files'
PAGE_FONT = PAGE / 'atkinson-hyperlegible-next-latin-wght-normal.woff2'
FIGURES = ROOT / 'src-renderer/ui/base/plain-figures.woff2'
LETTERS = ROOT / 'resources/letters'
# Points outside the outline that a variation moves too: the glyph's origin and width.
PHANTOMS = 4


def box(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def plain_contours(points, ends):
    """The outer contour, and one counter of its shape where the slash parted two."""
    outer = points[: ends[0] + 1]
    left, bottom, right, top = box(outer)
    l, b, r, t = box(points[ends[0] + 1 : ends[-1] + 1])
    inner = [
        (l + (x - left) * (r - l) / (right - left), b + (y - bottom) * (t - b) / (top - bottom)) for x, y in outer
    ]
    # A counter turns the other way.
    return outer + inner[::-1]


def remove_slash(font):
    glyph = font['glyf']['zero']
    if glyph.numberOfContours != 3:
        return
    points, ends = list(glyph.coordinates), list(glyph.endPtsOfContours)
    plain = plain_contours(points, ends)
    if 'gvar' in font:
        metrics = [(0, 0)] * PHANTOMS
        for variation in font['gvar'].variations['zero']:
            full = iup_delta(variation.coordinates, GlyphCoordinates(points + metrics), ends)
            moved = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, full)]
            target = plain_contours(moved, ends)
            outline = [(round(tx - x), round(ty - y)) for (tx, ty), (x, y) in zip(target, plain)]
            variation.coordinates = outline + list(full[-PHANTOMS:])
    outer = ends[0] + 1
    glyph.coordinates = GlyphCoordinates([(round(x), round(y)) for x, y in plain])
    flags = list(glyph.flags[:outer])
    glyph.flags = type(glyph.flags)(flags + flags[::-1])
    glyph.endPtsOfContours = [outer - 1, 2 * outer - 1]
    glyph.numberOfContours = 2
    glyph.recalcBounds(font['glyf'])


def add_characters(font):
    for table in font['cmap'].tables:
        if table.isUnicode():
            table.cmap.update({0x202F: font.getBestCmap()[0x2009]})
            table.cmap.update({0x2010: 'hyphen', 0x2011: 'hyphen'})


def page_font():
    font = TTFont(PAGE_FONT)
    add_characters(font)
    remove_slash(font)
    options = subset.Options()
    options.layout_features = ['tnum', 'pnum', 'ccmp']
    options.flavor = 'woff2'
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[0x30, 0x2010, 0x2011, 0x202F])
    subsetter.subset(font)
    font.flavor = 'woff2'
    font.save(FIGURES)


def letter_font(name, plain):
    path = LETTERS / f'AtkinsonHyperlegibleNext-{name}.ttf'
    font = TTFont(path, recalcTimestamp=False)
    add_characters(font)
    if plain:
        remove_slash(font)
    font.save(path)


page_font()
letter_font('Regular', plain=True)
letter_font('Bold', plain=False)
