"""What may not be done (不许可): an answer to whoever asked, not a fault of the program."""


class NotAllowed(Exception):  # noqa: N818  -- an answer, not a fault
    """The state doesn't allow it. The message is one sentence in Chinese for whoever asked."""
