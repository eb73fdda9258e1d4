"""A QR code, drawn as rectangles."""

from __future__ import annotations

from quizgen.exporters.pdf.pen import Pen


def modules(text: str) -> list[list[bool]]:
    """The dark modules of the code that says ``text``, row by row from the top."""
    # Takes as long to import as all else that prints, and most sheets have no code.
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def draw(pen: Pen, text: str, place: tuple[float, float], side: float) -> None:
    """Draw the code with its lower left corner at ``place``, ``side`` points wide."""
    rows = modules(text)
    step = side / len(rows)
    x, y = place
    squares = []
    for number, row in enumerate(rows):
        below = y + side - (number + 1) * step
        start = None
        for column, dark in enumerate([*row, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                width = (column - start) * step
                squares.append(f"{x + start * step:.3f} {below:.3f} {width:.3f} {step:.3f} re")
                start = None
    pen.canvas.addLiteral("\n".join(["q 0 g", *squares, "f Q"]))
