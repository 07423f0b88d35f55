"""The force's response as a document: gathered from the rows, checked against them, written."""
