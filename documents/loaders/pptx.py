"""Presentations (PPTX): a slide a page, with its tables, charts and notes."""

from collections.abc import Iterable
from functools import partial
from io import BytesIO
from typing import Any

from docpanel.documents.archive import check_archive, recognize_office
from docpanel.documents.limits import Limits
from docpanel.documents.parsed import PageWriter, Parsed
from docpanel.documents.registry import Loader

__all__ = ["LOADER"]

CELL_SEPARATOR = " | "
DIAGRAM = ".//a:graphicData[@uri='http://schemas.openxmlformats.org/drawingml/2006/diagram']"
MOST_CHART_POINTS = 200


def load(data: bytes, limits: Limits) -> Parsed:
    """Return each slide's text in the order of its shapes; titles are headings."""
    check_archive(data, limits)
    from pptx import Presentation  # noqa: PLC0415  # belongs to the extra `office`

    writer = PageWriter(limits)
    for number, slide in enumerate(Presentation(BytesIO(data)).slides, 1):
        title = slide.shapes.title
        _write_shapes(slide.shapes, None if title is None else title.shape_id, writer, number)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            notes = slide.notes_slide.notes_text_frame.text
            if notes.strip():
                writer.write(f"Notes: {notes}", gap="\n\n")
        writer.end_page()
    return writer.parsed()


def _write_shapes(shapes: Iterable[Any], title_id: int | None, writer: PageWriter, number: int) -> None:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            _write_shapes(shape.shapes, None, writer, number)
        elif shape.has_text_frame:
            text = shape.text_frame.text.replace("\v", "\n")
            writer.write(text, level=1 if shape.shape_id == title_id else None)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                if any(cells):
                    writer.write(CELL_SEPARATOR.join(cells))
        elif getattr(shape, "has_chart", False):
            _write_chart(shape.chart, writer)
        elif shape.element.xpath(DIAGRAM):
            writer.warnings.append(f"slide {number}: the text of a diagram (SmartArt) was not read")


def _write_chart(chart: Any, writer: PageWriter) -> None:
    """Write a line for each series: its name, then category and value."""
    if chart.has_title and chart.chart_title.has_text_frame:
        writer.write(chart.chart_title.text_frame.text)
    for plot in chart.plots:
        categories = [str(category) for category in plot.categories]
        for series in plot.series:
            points = zip(categories, series.values, strict=False)
            shown = [f"{category}: {value:g}" for category, value in points if value is not None]
            writer.write(f"{series.name}{CELL_SEPARATOR}{CELL_SEPARATOR.join(shown[:MOST_CHART_POINTS])}")


LOADER = Loader(
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
    title="a presentation",
    suffixes=(".pptx", ".pptm"),
    load=load,
    recognize=partial(recognize_office, folder=b"ppt/"),
    extra="office",
    running_lines=True,
)
