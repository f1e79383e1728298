"""Tables whose figures can be computed again, right or with one of them planted wrong."""

from collections.abc import Callable, Iterator
from random import Random

from arithmetic_layouts import HELD, LAYOUTS, Grid
from arithmetic_prose import Case

__all__ = ["table_cases"]

LABELS = """Wages;Rent;Energy;Travel;Insurance;Repairs;Training;Software;Licences;Postage;Advertising;
Cleaning;Legal fees;Catering;Maintenance;Research and development;Other expenses;Office supplies""".replace(
    "\n", ""
).split(";")
TOTALS = ["Total", "TOTAL", "Totals", "Total costs", "Grand total", "Sum", "Total expenses"]
TITLES = ["Costs by department", "Table 4: Spending by type", "Annual costs 2019 and 2020", "Operating costs"]


def spoil(rng: Random, grid: Grid, *, wrong: bool) -> str | None:
    """Put a wrong result in, beyond what rounding explains, and return it as printed."""
    if not wrong:
        return None
    row, column = grid.result
    decimals = grid.units.get(column, (grid.decimals, ""))[0]
    value = grid.rows[row][1][column] or 0
    step = 10**-decimals
    by = max(abs(value) * rng.uniform(0.01, 0.2), step * (len(grid.rows) + 2))
    by = max(by, 6 * step) if column in grid.units else by
    grid.rows[row][1][column] = round(value + rng.choice([-1, 1]) * by, decimals) or value + by
    return grid.cell(row, column).strip("*¹²")


def values(rng: Random, count: int, decimals: int, *, negative: bool = False) -> list[float]:
    """Return exact figures; with decimals they have more than are printed."""
    top = rng.choice([90, 900, 9000, 90000])
    found: list[float] = [rng.randint(2, top) if not decimals else rng.uniform(1, top) for _ in range(count)]
    if negative:
        found[rng.randrange(count)] *= -1
    return found


def column_sum(rng: Random) -> Grid:
    """A total row under one to three columns."""
    count, width, decimals = rng.randint(3, 8), rng.randint(1, 3), rng.choice([0, 0, 1])
    columns = [values(rng, count, decimals, negative=rng.random() < 0.3) for _ in range(width)]
    labels = rng.sample(LABELS, count)
    rows: list[tuple[str, list[float | None]]] = [
        (label, [column[index] for column in columns]) for index, label in enumerate(labels)
    ]
    rows.append((rng.choice(TOTALS), [sum(column) for column in columns]))
    head = ["Item", *[str(2018 + index) for index in range(width)]]
    grid = Grid(
        head, rows, (count, rng.randrange(width)), decimals, rng.choice(["", "$", "€"]), rng.random() < 0.5
    )
    if rng.random() < 0.3:
        place = rng.randrange(count)
        for column in range(width):
            filled = rows[place][1][column] or 0
            rows[count][1][column] = (rows[count][1][column] or 0) - filled
            rows[place][1][column] = None
    return grid


def row_sum(rng: Random) -> Grid:
    """A total column behind the quarters."""
    count = rng.randint(3, 7)
    rows: list[tuple[str, list[float | None]]] = []
    for label in rng.sample(LABELS, count):
        quarters = values(rng, 4, 0)
        rows.append((label, [*quarters, sum(quarters)]))
    return Grid(["Item", "Q1", "Q2", "Q3", "Q4", "Total"], rows, (rng.randrange(count), 4))


def subtotals(rng: Random) -> Grid:
    """Two groups with a subtotal each and a grand total; wrong is a subtotal or the grand total."""
    rows: list[tuple[str, list[float | None]]] = []
    sums, places = [], []
    names = rng.sample(LABELS, 7)
    for group, size in enumerate((3, 4)):
        part = values(rng, size, 0)
        rows += [(names[group * 3 + index], [value]) for index, value in enumerate(part)]
        places.append(len(rows))
        rows.append((rng.choice(["Subtotal", "Sub-total"]), [sum(part)]))
        sums.append(sum(part))
    rows.append(("Total", [sum(sums)]))
    return Grid(["Item", "Amount"], rows, (rng.choice([*places, len(rows) - 1]), 0), 0, rng.choice(["", "$"]))


def of_which(rng: Random) -> Grid:
    """A total that leaves out what is only said to be part of a row."""
    part = [rng.randint(500, 9000) for _ in range(4)]
    names = rng.sample(LABELS, 4)
    rows: list[tuple[str, list[float | None]]] = [
        (name, [value]) for name, value in zip(names, part, strict=True)
    ]
    lead = rng.choice(["of which overtime", "thereof abroad", "including bonuses", "– of which: leased"])
    rows.insert(2, (lead, [part[1] // 3]))
    rows.append(("Total", [sum(part)]))
    return Grid(["Item", "Amount"], rows, (5, 0))


def memo(rng: Random) -> Grid:
    """A line below the total that is no part of it."""
    grid = column_sum(rng)
    grid.rows.append(
        (rng.choice(["Memo: headcount", "Memorandum item: grants"]), [77.0] * (len(grid.head) - 1))
    )
    return grid


def invoice(rng: Random) -> Grid:
    """Quantity × unit price = amount, and the total of the amounts."""
    rows: list[tuple[str, list[float | None]]] = []
    for label in rng.sample(LABELS, 4):
        count, price = rng.randint(2, 40), rng.choice([12, 25, 80, 150])
        rows.append((label, [count, price, count * price]))
    rows.append(("Total", [None, None, sum(row[1][2] or 0 for row in rows)]))
    grid = Grid(["Item", "Quantity", "Unit price", "Amount"], rows, (rng.randrange(5), 2))
    grid.note = "invoice"
    return grid


def with_shares(rng: Random) -> Grid:
    """A column of amounts and one of their shares."""
    part = [float(rng.randint(100, 9000)) for _ in range(5)]
    whole = sum(part)
    names = rng.sample(LABELS, 5)
    rows: list[tuple[str, list[float | None]]] = [
        (name, [value, value / whole * 100]) for name, value in zip(names, part, strict=True)
    ]
    rows.append(("Total", [whole, 100.0]))
    grid = Grid(["Item", "Amount", "Share"], rows, (rng.randrange(5), 1))
    grid.units = {1: (1, " %")}
    return grid


def with_changes(rng: Random) -> Grid:
    """Two years and the change between them in percent."""
    rows: list[tuple[str, list[float | None]]] = []
    for label in rng.sample(LABELS, 5):
        before = rng.randint(200, 9000)
        after = round(before * rng.uniform(0.7, 1.4))
        rows.append((label, [before, after, (after - before) / before * 100]))
    grid = Grid(["Item", "2019", "2020", "Change"], rows, (rng.randrange(5), 2))
    grid.units = {2: (1, "%")}
    return grid


def balance(rng: Random) -> Grid:
    """Income, costs and what is left, over three years."""
    rows: list[tuple[str, list[float | None]]] = [
        ("Total income", [float(rng.randint(5000, 9000)) for _ in range(3)]),
        ("Total expenses", [float(rng.randint(1000, 4000)) for _ in range(3)]),
    ]
    rows.append(
        (
            rng.choice(["Surplus", "Net income", "Balance"]),
            [(a or 0) - (b or 0) for a, b in zip(rows[0][1], rows[1][1], strict=True)],
        )
    )
    return Grid(
        ["Item", "2018", "2019", "2020"], rows, (2, rng.randrange(3)), 0, rng.choice(["", "$"]), brackets=True
    )


def average_row(rng: Random) -> Grid:
    """The mean of the rows above it."""
    count = rng.randint(3, 6)
    rows: list[tuple[str, list[float | None]]] = [
        (label, [float(rng.randint(100, 900)) for _ in range(3)]) for label in rng.sample(LABELS, count)
    ]
    rows.append(("Average", [sum(row[1][at] or 0 for row in rows) / count for at in range(3)]))
    return Grid(["Item", "North", "South", "West"], rows, (count, rng.randrange(3)), 1)


def forward(rng: Random) -> Grid:
    """A total that is carried from one page to the next."""
    part = [float(rng.randint(100, 9000)) for _ in range(6)]
    rows: list[tuple[str, list[float | None]]] = [
        (label, [value]) for label, value in zip(rng.sample(LABELS, 6), part, strict=True)
    ]
    rows[3:3] = [("Carried forward", [sum(part[:3])]), ("Brought forward", [sum(part[:3])])]
    rows.append(("Total", [sum(part)]))
    return Grid(["Item", "Amount"], rows, (8, 0), 0, rng.choice(["", "€"]))


def restated(rng: Random) -> Grid:
    """A column that is given twice, as reported and as restated."""
    grid = column_sum(rng)
    while len(grid.head) != 4:  # three columns
        grid = column_sum(rng)
    grid.head = ["Item", "2020", "2019 (restated)", "2019 (as reported)"]
    return grid


def footnotes(rng: Random) -> Grid:
    """Marks behind some of the figures."""
    grid = column_sum(rng)
    for _ in range(2):
        grid.marks[rng.randrange(len(grid.rows)), 0] = rng.choice(["*", "¹", "²"])
    return grid


def in_thousands(rng: Random) -> Grid:
    """Whole numbers that were rounded to thousands: their total may be off by the rounding."""
    count = rng.randint(4, 8)
    exact = [rng.uniform(1, 900) for _ in range(count)]
    rows: list[tuple[str, list[float | None]]] = [
        (label, [value]) for label, value in zip(rng.sample(LABELS, count), exact, strict=True)
    ]
    rows.append(("Total", [sum(exact)]))
    grid = Grid(["Item", "2020"], rows, (count, 0))
    grid.head_lines = [rng.choice(["(in thousands)", "in € million", "Amounts in millions of dollars"])]
    return grid


KINDS: dict[str, Callable[[Random], Grid]] = {
    "column sum": column_sum,
    "row sum": row_sum,
    "subtotals": subtotals,
    "of which": of_which,
    "memo line": memo,
    "invoice": invoice,
    "table shares": with_shares,
    "table changes": with_changes,
    "balance": balance,
    "average row": average_row,
    "carried forward": forward,
    "restated": restated,
    "footnote marks": footnotes,
    "in thousands": in_thousands,
}


def table_cases(seed: int, count: int, *, wrong: bool, held_out: bool) -> Iterator[Case]:
    """Yield `count` tables a kind, each on one page or broken over two."""
    rng = Random(f"{seed}{wrong}{held_out}")
    layouts = HELD if held_out else LAYOUTS
    for kind, make in KINDS.items():
        for index in range(count):
            layout, media = layouts[index % len(layouts)]
            grid = make(rng)
            planted = spoil(rng, grid, wrong=wrong)
            lines = layout(grid, rng.choice(TITLES))
            if planted is not None:
                planted = grid.cell(*grid.result).strip("*¹²")
            broken = index % 5 == 4 and len(grid.rows) > 4 and media not in {"text/csv", "text/markdown"}
            yield Case(kind, layout.__name__, _pages(rng, lines, broken=broken), planted, held_out, media)


def _pages(rng: Random, lines: list[str], *, broken: bool) -> tuple[str, ...]:
    if not broken:
        return ("\n".join(lines),)
    cut = len(lines) - rng.randint(2, 3)
    return "\n".join(lines[:cut]), "\n".join(lines[cut:])
