from xlsxwriter.format import Format

class Worksheet:
    def write_string(
        self, row: int, col: int, string: str, cell_format: Format | None = None
    ) -> int: ...
    def write_number(
        self, row: int, col: int, number: float, cell_format: Format | None = None
    ) -> int: ...
    def set_column(
        self,
        first_col: int,
        last_col: int,
        width: float | None = None,
        cell_format: Format | None = None,
    ) -> int: ...
    def set_row(
        self, row: int, height: float | None = None, cell_format: Format | None = None
    ) -> int: ...
    def freeze_panes(self, row: int, col: int) -> None: ...
