"""The id in the footer of a sheet: which bank, which kind and variant, which version.

It is made of letters and hexadecimal digits of hashes alone, so no word of the bank, and
no answer, can be read from it.
"""

from __future__ import annotations

from quizgen.exporters.choices import SheetForm
from quizgen.quiz import Bank, fingerprint, mint

_DIGITS = 6


def identity(bank: Bank, form: SheetForm) -> str:
    """Such as ``TB-5C8D34-91AF02``: a test, variant B, its bank, its version.

    The version changes with what the questions say and with the marks; it is the same in
    all variants, and in the pupil's and the teacher's copy.
    """
    questions = sorted(fingerprint(question) for question in bank.questions)
    version = mint(bank.title, str(bank.seed), str(form.marks), *questions)
    of_bank = mint(bank.id)
    sheet = form.kind[0] + form.variant
    return f"{sheet}-{of_bank[:_DIGITS]}-{version[:_DIGITS]}".upper()
