"""The question bank file ``NAME.quiz.toml``: what people edit and exporters read.

:func:`dump` and :func:`load` are inverse: ``load(dump(bank), "") == bank`` for every
bank whose texts are in normal form (no two neighbouring or empty pieces of text in
a stem, scores with at most four decimals).
"""

from quizgen.bank.dump import FORMAT, dump
from quizgen.bank.load import load
from quizgen.bank.rewrite import rewrite

__all__ = ["FORMAT", "dump", "load", "rewrite"]
