"""A table and the layouts in which our loaders print one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from arithmetic_prose import amount, german

__all__ = ["HELD", "LAYOUTS", "Grid", "Layout"]


@dataclass
class Grid:
    """Labels and values; `result` is the place of the cell that is planted wrong on demand."""

    head: list[str]
    rows: list[tuple[str, list[float | None]]]
    result: tuple[int, int]
    decimals: int = 0
    sign: str = ""
    brackets: bool = False
    german: bool = False
    note: str = ""
    head_lines: list[str] = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    units: dict[int, tuple[int, str]] = field(default_factory=dict)
    """For a column, decimals and the sign behind its figures."""

    def cell(self, row: int, column: int) -> str:
        """Return a cell as it is printed."""
        value = self.rows[row][1][column]
        if value is None:
            return "–"
        decimals, behind = self.units.get(column, (self.decimals, ""))
        printed = (german if self.german else amount)(abs(value), decimals)
        sign = "" if column in self.units else self.sign
        mark = self.marks.get((row, column), "")
        if value < 0:
            return (f"({sign}{printed})" if self.brackets else f"-{sign}{printed}") + behind + mark
        return sign + printed + behind + mark


def pipes(grid: Grid, title: str) -> list[str]:
    """Print as the loaders of DOCX, HTML and XLSX do."""
    head = [title, *grid.head_lines, " | ".join(grid.head)]
    return head + [
        " | ".join([label, *(grid.cell(at, c) for c in range(len(v)))])
        for at, (label, v) in enumerate(grid.rows)
    ]


def markdown(grid: Grid, title: str) -> list[str]:
    """Print a Markdown table."""
    body = pipes(grid, title)[1 + len(grid.head_lines) :]
    rule = "|" + " --- |" * len(grid.head)
    lines = [f"| {line} |" for line in body]
    return [f"## {title}", "", *grid.head_lines, "", lines[0], rule, *lines[1:]]


def commas(grid: Grid, title: str) -> list[str]:
    """Print CSV with quoted cells."""
    del title
    lines = [",".join([*grid.head[:-1], " ".join([grid.head[-1], *grid.head_lines])])]
    for at, (label, cells) in enumerate(grid.rows):
        lines.append(",".join([f'"{label}"', *(f'"{grid.cell(at, c)}"' for c in range(len(cells)))]))
    return lines


def spaces(grid: Grid, title: str) -> list[str]:
    """Print as text extraction does with a ruled table: one space between cells."""
    lines = pipes(grid, title)
    return [line.replace(" | ", " ") for line in lines]


def columns(grid: Grid, title: str) -> list[str]:
    """Print columns that are aligned by spaces."""
    lines = [
        title,
        *grid.head_lines,
        f"{grid.head[0]:<30}" + "".join(f"{name:>22}" for name in grid.head[1:]),
    ]
    for at, (label, cells) in enumerate(grid.rows):
        lines.append(f"{label:<30}" + "".join(f"{grid.cell(at, c):>22}" for c in range(len(cells))))
    return lines


def leaders(grid: Grid, title: str) -> list[str]:
    """Print dots up to the figures."""
    lines = [title, *grid.head_lines, f"{grid.head[0]}   {'   '.join(grid.head[1:])}"]
    for at, (label, cells) in enumerate(grid.rows):
        lines.append(f"{label} ........ " + " ..... ".join(grid.cell(at, c) for c in range(len(cells))))
    return lines


def tabs(grid: Grid, title: str) -> list[str]:
    """Print cells between tabulators, with German figures."""
    grid.german = True
    return [line.replace(" | ", "\t") for line in pipes(grid, title)]


def semicolons(grid: Grid, title: str) -> list[str]:
    """Print German CSV."""
    del title
    grid.german = True
    lines = [";".join([*grid.head[:-1], " ".join([grid.head[-1], *grid.head_lines])])]
    for at, (label, cells) in enumerate(grid.rows):
        lines.append(";".join([label, *(grid.cell(at, c) for c in range(len(cells)))]))
    return lines


def loose_markdown(grid: Grid, title: str) -> list[str]:
    """Print a Markdown table without outer bars."""
    lines = pipes(grid, title)
    at = 1 + len(grid.head_lines)
    return [*lines[:at], "", lines[at], " | ".join([":--"] * len(grid.head)), *lines[at + 1 :]]


def parted_signs(grid: Grid, title: str) -> list[str]:
    """Print the currency as a cell of its own, as PDF tables of accounts do."""
    lines = spaces(grid, title)
    return [line.replace("$", "$ ").replace("€", "€ ") for line in lines]


Layout = Callable[[Grid, str], list[str]]
LAYOUTS: list[tuple[Layout, str]] = [
    (pipes, "text/html"), (markdown, "text/markdown"), (commas, "text/csv"), (spaces, "application/pdf"),
    (columns, "text/plain"), (leaders, "application/pdf"),
]  # fmt: skip
HELD: list[tuple[Layout, str]] = [
    (tabs, "text/plain"), (semicolons, "text/csv"), (loose_markdown, "text/markdown"),
    (parted_signs, "application/pdf"),
]  # fmt: skip
