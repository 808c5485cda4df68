"""拒收: a file that can't be read at all."""


class Refused(Exception):  # noqa: N818  -- what happens to the file, not a fault of the program
    """The file is not a budget report, or can't be read. The message is one sentence in Chinese for whoever sent it."""
