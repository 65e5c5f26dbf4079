#!/usr/bin/env python3
"""Cuts the fonts of the letters to the Latin set: see README.md beside this file.

usage: cut.py SOURCE_SERIF_FOLDER INTER_FOLDER OUTPUT_FOLDER
"""
import sys
from copy import deepcopy
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FACES = [
    ("serif", "TTF/SourceSerif4-Regular.ttf", "AcquitSerif-Regular", "Acquit Serif", "Regular"),
    ("serif", "TTF/SourceSerif4-Bold.ttf", "AcquitSerif-Bold", "Acquit Serif", "Bold"),
    ("serif", "TTF/SourceSerif4-It.ttf", "AcquitSerif-Italic", "Acquit Serif", "Italic"),
    ("sans", "web/Inter-Regular.woff2", "AcquitSans-Regular", "Acquit Sans", "Regular"),
    ("sans", "web/Inter-SemiBold.woff2", "AcquitSans-Bold", "Acquit Sans", "Bold"),
]
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"]
# Characters that must keep an own glyph, so that text copied out of the PDF is the text that went in.
OWN_GLYPH = {0xA0: "space", 0xAD: "hyphen", 0x2010: "hyphen", 0x2011: "hyphen", 0x2009: None, 0x202F: None}


def characters():
    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {0x192} | set(range(0x218, 0x21C))
    wanted |= {0x2C6, 0x2DA, 0x2DC, 0x1E9E, 0x1EF2, 0x1EF3} | set(range(0x1E80, 0x1E86))
    wanted |= {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30B, 0x30C, 0x327, 0x328}
    wanted |= {0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E}
    wanted |= {0x2020, 0x2021, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC}
    wanted |= {0x2116, 0x2122, 0x2190, 0x2192, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A1, 0x2610}
    return wanted


def own_glyph(font, code, like, target):
    table = font.getBestCmap()
    like = table.get(code, like) or "space"
    owners = [c for c, name in table.items() if name == like]
    if table.get(code) and owners == [code] and code != 0x202F:
        return
    name = "own%04X" % code
    order = font.getGlyphOrder()
    font["glyf"].glyphs[name] = deepcopy(font["glyf"].glyphs[like])
    width, bearing = font["hmtx"].metrics[like]
    if code == 0x202F:
        # An "espace fine" that is seen in "12 345,67", among tabular figures above all.
        width = font["head"].unitsPerEm * (220 if "Sans" in target else 190) // 1000
    font["hmtx"].metrics[name] = (width, bearing)
    font.setGlyphOrder(order + [name])
    font["glyf"].setGlyphOrder(font.getGlyphOrder())
    for part in font["cmap"].tables:
        if part.isUnicode():
            part.cmap[code] = name


def cut(source, target, family, style):
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = []
    options.drop_tables += ["DSIG", "BASE", "STAT"]
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    for code, like in OWN_GLYPH.items():
        own_glyph(font, code, like, target.stem)
    # "Source" is a reserved font name (OFL 1.1, article 3): a modified version carries another.
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, target.stem)):
        font["name"].setName(text, number, 3, 1, 0x409)
    font.flavor = None
    font.recalcTimestamp = False
    font.save(target)
    print(target.name, target.stat().st_size, len(font.getGlyphOrder()))


def main():
    folders = {"serif": Path(sys.argv[1]), "sans": Path(sys.argv[2])}
    for kind, source, name, family, style in FACES:
        cut(folders[kind] / source, Path(sys.argv[3]) / f"{name}.ttf", family, style)


main()
