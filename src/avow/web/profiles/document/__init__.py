"""The profile as a document: gathered from the facts, joined with words and replies, written."""
