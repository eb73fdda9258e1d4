"""Papers as editable Word files: the questions, numbers, letters and words of the PDF files.

Each module knows only what stands before it in this list:

* ``look``: the file ``templates/worksheet/word.toml``.
* ``markup``: elements of WordprocessingML, and text that XML can hold.
* ``lists``: numbering definitions.  No number of an item is typed.
* ``styles``: every style, so that a person changes the look of a paper in one place.
* ``package``: body → the bytes of a .docx, the same every time.
* ``ruby``: pinyin above the characters.
* ``sheet``: what the two papers share.  ``tables``: matching sets and their keys.
* ``exam``: the furniture of a test paper.
* ``worksheet``, ``answers``: the two exporters.
* ``fromdocument``, ``printed``: handouts and study sheets; all kinds of sheet for ``print``.
"""
