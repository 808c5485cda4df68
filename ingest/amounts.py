"""金额 (amounts): printed text to exact yuan."""

from decimal import Decimal, InvalidOperation

from budgets.vocabulary import UNITS

FEN = Decimal("0.01")


def number(text: str | None) -> Decimal | None:
    """The number a cell prints; None for a blank cell and for text that is no number."""
    if text is None:
        return None
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def yuan(text: str | None, unit: str | None) -> Decimal | None:
    """The amount in yuan, exact; None where the cell is blank or the table's unit is unknown (nothing defaults).

    Raises ValueError for an amount that is finer than a fen, which yuan with two decimals can't hold.
    """
    value = number(text)
    if value is None or unit not in UNITS:
        return None
    exact = value * UNITS[unit]
    if exact != exact.quantize(FEN):
        raise ValueError(f"{text}{unit} is finer than a fen")
    return exact.quantize(FEN)
