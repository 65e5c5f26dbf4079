"""Writes narrow-space.woff2: one empty glyph, U+202F, 0.21 em wide.

Inter has no narrow no-break space, and browsers then make one half as wide as a space: too thin to see in an amount.
Needs fonttools and brotli.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
WIDTH = 210

builder = FontBuilder(EM, isTTF=True)
builder.setupGlyphOrder([".notdef", "narrow"])
builder.setupCharacterMap({0x202F: "narrow"})
empty = TTGlyphPen(None).glyph()
# Browsers refuse a font without any outline.
pen = TTGlyphPen(None)
pen.moveTo((10, 0))
pen.lineTo((10, 20))
pen.lineTo((30, 20))
pen.closePath()
missing = pen.glyph()
builder.setupGlyf({".notdef": missing, "narrow": empty})
builder.setupHorizontalMetrics({".notdef": (WIDTH, 0), "narrow": (WIDTH, 0)})
# The metrics of Inter, so that a line keeps its height.
builder.setupHorizontalHeader(ascent=969, descent=-242)
builder.setupNameTable({"familyName": "Acquit Narrow Space", "styleName": "Regular"})
builder.setupOS2(sTypoAscender=969, sTypoDescender=-242, usWinAscent=969, usWinDescent=242)
builder.setupPost()
builder.font.flavor = "woff2"
builder.save(Path(__file__).with_name("narrow-space.woff2"))
