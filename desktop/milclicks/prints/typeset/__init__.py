"""Setting text: Qt lays it out, ReportLab paints it, any script the shipped fonts cover.

`layout.lay` turns a text into a `Block` of placed glyphs, `paint.paint_block` writes a block into
a page. The only package below the windows that may use QtGui. It knows no print and no language.
"""
