"""The reader's version, kept with every reading: raise it when the same file may read differently."""

READER_VERSION = "1.2"
