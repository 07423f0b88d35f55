"""One reader a format: bytes in, a draft of blocks, notes and warnings out."""
