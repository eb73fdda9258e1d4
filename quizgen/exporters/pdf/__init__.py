"""Chinese pages on reportlab: from text that is data to the bytes of a PDF.

Each module knows only what stands before it in this list:

* ``characters`` → ``figures``, ``joints`` → ``clusters`` → ``made`` → ``setter``; ``ends`` →
  ``breaking``: which characters there are, what may not be parted, where lines end.  Pure: no
  font, no reportlab, widths in em.
* ``marking`` → ``paper``: how a total of marks is divided; what a bank looks like on paper
  (numbers, letters, marks), the same for worksheet and answers.  ``blanks``: how wide a
  blank is.  Pure as well.
* ``settings`` → ``style``, ``wording``: the files under ``templates/worksheet/``.
* ``face`` → ``embedding`` → ``fonts``: font files, their place in a PDF, the choice of a
  glyph for a character.  ``missing``: what no font has, as problems.
* ``objects`` → ``tagging``; ``strings``, ``tagging`` → ``pen``: what is written into the file
  byte for byte, lines as operators, drawing on a canvas with its tags.
  ``filling``: answers drawn over finished lines.  ``code``: a QR code.
* ``readings`` → ``ruby``: pinyin above the characters, drawn when a side is finished.
* ``pagination``: blocks (paragraphs, tables, …) → pages.
* ``blocks``, ``columns``, ``tables`` → ``beside``, ``stacked``, ``keys``, ``exam``,
  ``furniture``: the blocks there are.
* ``spreading`` → ``sheet`` → ``layout``: pages of several columns; a whole PDF; what
  worksheet and answers share.  ``contents``: the table of contents of a long sheet.
* ``sets`` → ``arranging``: the matching section, and how it is fitted to the pages.
"""

from quizgen.imports import later, standing_in

# Of Pillow reportlab needs something only for pictures, which no page has.
with standing_in("PIL.Image", later("PIL.Image")):
    import reportlab.lib.utils  # noqa: F401
