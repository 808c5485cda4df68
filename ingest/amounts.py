"""金额 (amounts): printed text to exact yuan."""

from decimal import Decimal, InvalidOperation

from budgets.vocabulary import UNITS

FEN = Decimal("0.01")
MOST = Decimal(10) ** 18  # yuan: eighteen digits and two decimals are stored


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

    Raises ValueError for an amount that can't be stored: finer than a fen, or of more digits than any budget has.
    """
    value = number(text)
    if value is None or unit not in UNITS:
        return None
    if abs(value) >= MOST or abs(value * UNITS[unit]) >= MOST:
        raise ValueError(f"{text}{unit} is too large")
    exact = value * UNITS[unit]
    if exact != exact.quantize(FEN):
        raise ValueError(f"{text}{unit} is finer than a fen")
    return exact.quantize(FEN)
