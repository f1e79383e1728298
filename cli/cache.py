"""`docpanel cache info|clear`."""

import click

from docpanel.cli.exits import complain

__all__ = ["cache"]


@click.group()
def cache() -> None:
    """Look into or empty the cache of answers and parsed documents."""


@cache.command()
def info() -> None:
    """Say where the cache is and what it holds."""
    from docpanel.cache.store import Store  # noqa: PLC0415  # --help must stay light
    from docpanel.orchestration.settings import resolve_settings  # noqa: PLC0415  # as above

    settings = resolve_settings({}).settings
    found = Store(settings.cache_folder).info()
    print(f"folder    {found.folder}")
    for kind, count in sorted(found.entries.items()):
        print(f"{kind:<9} {count:,} entries")
    print(f"size      {found.bytes / 1e6:,.1f} MB of at most {settings.cache_max_bytes / 1e6:,.0f} MB")
    if found.problem:
        complain(found.problem)


@cache.command()
@click.option("--kind", metavar="KIND", help="Only this kind: response, document, ...")
def clear(kind: str | None) -> None:
    """Remove all entries, or those of one kind."""
    from docpanel.cache.store import Store  # noqa: PLC0415  # --help must stay light
    from docpanel.orchestration.settings import resolve_settings  # noqa: PLC0415  # as above

    removed = Store(resolve_settings({}).settings.cache_folder).clear(kind)
    print(f"removed {removed:,} entries")
