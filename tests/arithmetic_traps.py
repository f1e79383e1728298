"""Sentences and tables in which nothing is wrong, or nothing can be known to be."""

from collections.abc import Iterator

from arithmetic_prose import Case

__all__ = ["traps"]

SENTENCES = [
    "Revenue rose from 4.0 million in 2018 to 4.8 million in 2020; the increase of 25 % in 2021 came later.",
    "Of the 120 participants, 80 were women and 50 were over 40.",
    "Prices rose by 12 % in Lyon and by 20 % in Turin, from 2019 to 2020.",
    "The price of $5.0 million (€4.6 million) was agreed.",
    "Sales were $4.2 million, up 12 % at constant currency, from $4.0 million.",
    "The fund has 12 members, of whom 3 vote and 5 advise; 2 seats are vacant.",
    "About 30 % of the 47 sites, i.e. at least 12, were closed.",
    "In 2019, 14 of 26 lots (54 %) were sold; in 2020, 31 of 40 (78 %).",
    "The lease runs for 12 months at up to €500 per month, €4,000 in all for the first year.",
    "The tank holds between 10 and 12 litres (about 3 gallons).",
    "Chapters 3, 4 and 5 total 16 pages.",
    "The measure covers 3 km of road (2 lanes) and 12 bridges, 40 structures in total with those of 1990.",
    "Net income increased 10 % to $5.5 million, and 3 percentage points of its margin of 12 % are new.",
    "The vote was 7 to 2, with 3 abstentions, after 12 hours.",
    "From 1 March 2021 to 31 March 2021, the shop was open on 22 days.",
    "Turnout was 61 % in Lyon, 58 % in Leeds and 72 % in Ghent.",
    "5 of the 8 pumps failed, 60 % of them within 30 days.",
    "The bridge is 120 m long, 18 m wide and 45 m high.",
    "A margin of 3 points separated the first (48 %) from the third (31 %).",
    "Expenditure of $3.0 million fell short of the $3.4 million budgeted by 11 %, after 9 % the year before.",
    "The interest rate was raised from 4.25 % to 4.50 %, an increase of 25 basis points.",
    "The rate fell from 8 % to 6 %, a decrease of 25 %.",
    "The rate fell from 8 % to 6 %, a decrease of 2 percentage points.",
    "Temperatures of 20 °C (68 °F) are usual, with rises of 5 °C (9 °F).",
    "It weighs about 10 pounds (4.5 kg) and runs 100 miles (160 km).",
    "Costs doubled from $2.0 million to $4.0 million, an increase of 100 %.",
    "It employs three hundred people: 120 in Leeds, 100 in Lyon and 80 in Ghent.",
    "Half of the 60 members, that is 30 members (50 %), agreed.",
    "The average of 12 samples was 4.1, with values of 2.0, 3.5 and 9.8 at the extremes.",
    "Schools (45 %), roads (30 %) and parks (20 %) were the main concerns.",
]
TABLES = [
    """Key figures 2020
Item 2019 2020
Revenue 9,100 9,450
Net income 610 700
Employees 312 330
Total assets 12,400 12,950""",
    """Selected countries by exports
Country | Exports
France | 120
Italy | 95
Spain | 70
Total | 1,240""",
    """Indicator | 2019 | 2020
Births | 4,100 | 4,050
Deaths | 3,900 | 4,300
Total fertility rate | 1.6 | 1.5""",
    """Group | Members | Turnout
North | 120 | 61 %
South | 300 | 48 %
Total | 420 | 52 %""",
    """Region | Sites | Average size
North | 12 | 140
South | 30 | 90
Total | 42 | 104""",
    """Year | Founded | Closed
2018 | 1999 | 2001
2019 | 2003 | 2010
Total | 2 | 2""",
    """Operating statement
(in thousands)
Sales 4,210 3,980
Other income 331 297
Total income 4,542 4,277
Wages 2,004 1,950
Rent 611 598
Total expenses 2,614 2,548
Surplus 1,927 1,729""",
    """Item | Budget | Actual | Variance
Wages | 400 | 410 | 10
Rent | 120 | 115 | (5)
Total | 520 | 525 | 5""",
    """Item | Net | VAT | Gross
Chairs | 100.00 | 19.00 | 119.00
Tables | 250.00 | 47.50 | 297.50
Total | 350.00 | 66.50 | 416.50""",
    """Votes cast | 1,204
of which valid | 1,190
Party A | 640
Party B | 550
Turnout | 61.2 %
Total seats | 24""",
    """Team Matches Points
Lions 10 24
Bears 10 21
Wolves 10 15
Total 15 60""",
    """Phase | Effort
Design | 1.5 hrs
Tests | 30 min
Total | ~2 hours""",
    """Item | Low | High
Paper | 10 | 14
Ink | 20–30 | 40
Total | 30–40 | 54""",
    """Statement at 31 December (rounded to millions)
Assets 2020
Land 12
Plant 31
Cash 4
Total assets 48
Loans 20
Payables 9
Total liabilities 28
Net assets 20""",
    """Ausgaben in Mio. €
Löhne 1.204,3
Miete 310,2
Energie 88,9
Summe 1.603,5""",
    """Age | Men | Women | Total
0–14 | 210 | 198 | 408
15–64 | 640 | 655 | 1,295
65 and over | 150 | 180 | 330
Total | 1,000 | 1,033 | 2,033
Median age | 38.1 | 40.2 | 39.2""",
    """Opening balance 1,200
Receipts 340
Payments (410)
Closing balance 1,130
Total movements (70)""",
    """Product | Price | Quantity | Discount | Amount
Desk | 200 | 3 | 10 % | 540
Lamp | 40 | 5 | 0 % | 200
Total | | 8 | | 740""",
    """Item | 2019 | 2020 | Change
Wages | 400 | 420 | 5.0 %
Rent | 100 | 90 | -10.0 %
Paper | 0 | 12 | n/a
Total | 500 | 522 | 4.4 %""",
    """Line | km | Stations
Red | 12.4 | 14
Blue | 9.8 | 11
Green | 15.1 | 17
Network total | 37.3 | 39""",
]


def traps() -> Iterator[Case]:
    """Yield each of them as a document."""
    for text in SENTENCES:
        yield Case("sentence", "prose", (text,), None)
    for text in TABLES:
        yield Case("table", "pipes" if " | " in text else "spaces", (text,), None)
