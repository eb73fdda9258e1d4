"""The parts of the Anki export: note types, notes, names, package."""
