"""`python -m quizgen` is the `quizgen` command."""

from quizgen.cli import main

main()
