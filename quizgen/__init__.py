"""quizgen: questions, Anki decks and printable worksheets from Chinese documents."""

__version__ = "0.1.0"
