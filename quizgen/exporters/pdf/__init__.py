"""Chinese pages on reportlab: from text that is data to the bytes of a PDF.

Left to right, each module knows only what stands before it:

``characters`` → ``clusters`` → ``breaking``: which characters there are, what may not be
parted, where lines end.  Pure: no font, no reportlab, widths in em.

``face`` → ``embedding`` → ``fonts``: font files, their place in a PDF, and the choice of
a glyph for a character.

``tagging`` → ``pen`` → ``blocks`` → ``pagination`` → ``sheet``: what is drawn, on which
page, and the page around it.

``style``: the settings and the wording under ``templates/worksheet/``.  ``paper``: what a
bank looks like on paper (numbers, letters, marks), the same for worksheet and answers.
"""
