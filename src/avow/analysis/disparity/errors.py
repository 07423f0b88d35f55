"""What can be wrong with a request to compare groups, in words that say what to do."""


class DisparityError(ValueError):
    """The rows or the question given cannot be compared; the message says why and what to do."""


class StepCellError(DisparityError):
    """A cell does not say whether a step was reached; ``row`` counts the rows given from 1."""

    def __init__(self, column: str, row: int, cell: object) -> None:
        self.column, self.row = column, row
        self.fault = (
            f"{cell!r} does not say whether the step was reached. "
            "Use yes or no, true or false, 1 or 0."
        )
        super().__init__(f"Column {column!r}, row {row}: {self.fault}")
