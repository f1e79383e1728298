"""Units of measurement: their spellings, and exact factors between those of one dimension.

Factors and offsets are those of NIST SP 811 (2008), appendix B.8, where they stand in bold for exact; the
US survey foot is left out. Months and years are no multiple of days, so that they are a dimension of their
own, and a `ton` without further word, being three different things, can be converted to none.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

__all__ = ["Unit", "converted", "unit_at", "unit_by_name", "unit_named"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; one of it is `factor` base units of its `dimension`, after `offset` was added."""

    name: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)


TABLE = """
length 1 m: m metre metres meter meters Meter
length 1000 km: km kilometre kilometres kilometer kilometers Kilometer
length 0.01 cm: cm centimetre centimetres centimeter centimeters
length 0.001 mm: mm millimetre millimetres millimeter millimeters
length 0.000001 µm: µm μm micrometre micrometres micrometer micrometers micron microns
length 0.000000001 nm: nm nanometre nanometres nanometer nanometers
length 0.0254 inch: inch inches in. ″
length 0.3048 ft: ft ft. foot feet ′
length 0.9144 yd: yd yds yard yards
length 1609.344 mile: mi mile miles statute_mile statute_miles
length 1852 nmi: nmi nautical_mile nautical_miles
mass 1 kg: kg kilogram kilograms kilogramme kilogrammes kilo kilos
mass 0.001 g: g gram grams gramme grammes Gramm
mass 0.000001 mg: mg milligram milligrams
mass 0.000000001 µg: µg μg mcg microgram micrograms
mass 1000 t: t tonne tonnes metric_ton metric_tons Tonne Tonnen
mass 907.18474 short ton: short_ton short_tons
mass 1016.0469088 long ton: long_ton long_tons
ton 1 ton: ton tons
mass 0.45359237 lb: lb lbs lb. lbs. pound pounds
mass 0.028349523125 oz: oz oz. ounce ounces
mass 6.35029318 stone: stone
time 1 s: s sec sec. secs seconds Sekunden
time 0.001 ms: ms millisecond milliseconds
time 60 min: min min. mins minute minutes Minuten
time 3600 h: h hr hrs hour hours Stunde Stunden
time 86400 day: day days Tag Tage Tagen jour jours
time 604800 week: week weeks Woche Wochen
calendar 1 month: month months Monat Monate Monaten mois
calendar 3 quarter: quarters
calendar 12 year: year years yr yrs Jahr Jahre Jahren
calendar 120 decade: decade decades
business day 1 business day: business_day business_days working_day working_days Arbeitstage Arbeitstagen
work 1 work-hour: work-hour work-hours work_hour work_hours labor-hour labor-hours man-hour man-hours
area 1 m²: m² m2 sq_m sqm square_metre square_metres square_meter square_meters Quadratmeter
area 1000000 km²: km² km2 sq_km square_kilometre square_kilometres square_kilometer square_kilometers
area 0.0001 cm²: cm² cm2 square_centimetre square_centimetres square_centimeter square_centimeters
area 10000 ha: ha hectare hectares Hektar
area 4046.8564224 acre: acre acres
area 0.09290304 ft²: ft² ft2 sq_ft sq._ft. sqft square_foot square_feet
area 0.00064516 in²: in² in2 sq_in square_inch square_inches
area 0.83612736 yd²: yd² sq_yd square_yard square_yards
area 2589988.110336 mi²: mi² sq_mi square_mile square_miles
volume 1 m³: m³ m3 cubic_metre cubic_metres cubic_meter cubic_meters Kubikmeter
volume 0.001 L: l L litre litres liter liters Liter
volume 0.00001 cL: cl cL centilitre centilitres
volume 0.000001 mL: ml mL millilitre millilitres milliliter milliliters cm³ cc
volume 0.0001 dL: dl dL
volume 0.1 hL: hl hL hectolitre hectolitres hectoliter hectoliters
volume 0.028316846592 ft³: ft³ ft3 cu_ft cubic_foot cubic_feet
volume 0.764554857984 yd³: yd³ cubic_yard cubic_yards
volume 0.003785411784 gallon: gal gallon gallons
volume 0.003785411784 US gallon: US_gallon US_gallons U.S._gallons U.S._gallon
volume 0.00454609 imperial gallon: imperial_gallon imperial_gallons
volume 0.158987294928 barrel: barrel barrels bbl
volume 0.000473176473 US pint: US_pint US_pints
volume 0.0000295735295625 US fluid ounce: fl_oz fl._oz. fluid_ounce fluid_ounces
speed 1 m/s: m/s metres_per_second meters_per_second
speed 0.27777777777777777777777777778 km/h: km/h kph kmh kilometres_per_hour kilometers_per_hour
speed 0.44704 mph: mph mi/h miles_per_hour
speed 0.51444444444444444444444444444 knot: knot knots
speed 0.3048 ft/s: ft/s fps feet_per_second
data 1 bit: bit bits
data 8 byte: byte bytes
data 8000 kB: kB KB kilobyte kilobytes
data 8000000 MB: MB megabyte megabytes
data 8000000000 GB: GB gigabyte gigabytes
data 8000000000000 TB: TB terabyte terabytes
data 8000000000000000 PB: PB petabyte petabytes
data 8192 KiB: KiB kibibyte kibibytes
data 8388608 MiB: MiB mebibyte mebibytes
data 8589934592 GiB: GiB gibibyte gibibytes
data 8796093022208 TiB: TiB tebibyte tebibytes
energy 1 J: J joule joules
energy 1000 kJ: kJ kilojoule kilojoules
energy 1000000 MJ: MJ megajoule megajoules
energy 1000000000 GJ: GJ gigajoule gigajoules
energy 1000000000000 TJ: TJ terajoule terajoules
energy 3600 Wh: Wh watt-hour watt-hours watt_hours
energy 3600000 kWh: kWh kilowatt-hour kilowatt-hours kilowatt_hour kilowatt_hours Kilowattstunden
energy 3600000000 MWh: MWh megawatt-hour megawatt-hours megawatt_hours
energy 3600000000000 GWh: GWh gigawatt-hour gigawatt-hours gigawatt_hours
energy 3600000000000000 TWh: TWh terawatt-hour terawatt-hours terawatt_hours
energy 4184 kcal: kcal kilocalorie kilocalories
power 1 W: W watt watts
power 1000 kW: kW kilowatt kilowatts
power 1000000 MW: MW megawatt megawatts
power 1000000000 GW: GW gigawatt gigawatts
power 745.69987158227022 hp: hp horsepower
pressure 1 Pa: Pa pascal pascals
pressure 100 hPa: hPa hectopascal hectopascals mbar
pressure 1000 kPa: kPa kilopascal kilopascals
pressure 1000000 MPa: MPa megapascal megapascals
pressure 100000 bar: bar bars
pressure 6894.7572931683613 psi: psi pounds_per_square_inch
temperature 1 K: kelvin kelvins
temperature 1 +273.15 °C: °C ℃ degrees_Celsius degrees_C degree_Celsius degrees_centigrade
temperature 0.55555555555555555555555555556 +459.67 °F: °F ℉ degrees_Fahrenheit degrees_F degree_Fahrenheit
"""
LINE = re.compile(r"([a-z ]+) ([\d.]+)(?: \+([\d.]+))? ([^:]+): (.+)")
CANDIDATE = re.compile(
    r"[ \u00a0\u202f\n-]?((?:°|[^\W\d_]|[′″℃℉])[^\W\d_]{0,18}(?:\.[^\W\d_]\.|[-/][^\W\d_]{1,8})?[23²³]?\.?)"
    r"([ \u00a0\n](?:[^\W\d_]{1,14}\.?)(?:[ \n](?:[^\W\d_]{1,14}))?)?"
)
SYMBOL = re.compile(r"°\s?([CF])\b")
SHORT_SYMBOL = 2


def unit_named(spelling: str) -> Unit | None:
    """Return the unit that is written so; symbols by their case, words in any."""
    found = _spellings().get(spelling)
    if found is None and len(spelling) > SHORT_SYMBOL:
        found = _spellings().get(spelling.lower())
    return found


def unit_by_name(name: str) -> Unit | None:
    """Return the unit of a canonical name."""
    return _names().get(name)


def unit_at(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the unit that stands behind a figure ending at `position`, and where the unit ends."""
    match = CANDIDATE.match(text, position)
    if match is None:
        return None
    degrees = SYMBOL.match(text, match.start(1))
    if degrees:
        return _spellings()[f"°{degrees[1]}"], degrees.end()
    for end in _ends(match):
        spelling = "_".join(text[match.start(1) : end].split())
        unit = unit_named(spelling) or unit_named(spelling.removesuffix("."))
        closed = end == len(text) or not (text[end].isalnum() or text[end] in "²³_")
        if unit is not None and closed:
            dotted = spelling.endswith(".") and unit_named(spelling) is None
            return unit, end - dotted
    return None


def converted(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """Return a value in another unit of the same dimension.

    Raises:
        ValueError: if the two measure different things.
    """
    if source.dimension != target.dimension:
        raise ValueError(f"{source.name} is no {target.name}")
    return (value + source.offset) * source.factor / target.factor - target.offset


def _ends(match: "re.Match[str]") -> list[int]:
    """Return where the unit may end, the longest reading first."""
    ends = [match.end(1)]
    if match[2]:
        first = match.start(2) + 1
        word = re.match(r"\S+", match[2][1:])
        ends.append(first + (word.end() if word else 0))
        ends.append(match.end(2))
    return sorted(set(ends), reverse=True)


@cache
def _spellings() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for line in TABLE.strip().splitlines():
        parts = LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"no unit: {line}")
        unit = Unit(parts[4], parts[1], Decimal(parts[2]), Decimal(parts[3] or 0))
        found.update(dict.fromkeys(parts[5].split(), unit))
    return found


@cache
def _names() -> dict[str, Unit]:
    return {unit.name: unit for unit in _spellings().values()}
