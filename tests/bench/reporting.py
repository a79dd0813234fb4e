"""The table that is printed: a line per address, for each number of rows its costs."""

COLUMNS = {
    "rijen": 7,
    "app ms": 9,
    "db ms": 8,
    "samen": 9,
    "queries": 9,
    "bytes": 10,
    "gzip": 9,
    "× kaal": 8,
    "groei": 8,
}
HEADER = " " * 34 + "".join(f"{name:>{width}}" for name, width in COLUMNS.items())


def table(title: str, sizes: dict[int, dict[str, dict]]) -> str:
    """Growth is in CPU, beside the smallest number of rows."""
    lines = [f"=== {title} ===", HEADER]
    smallest = sizes[min(sizes)]
    for name in dict.fromkeys(name for figures in sizes.values() for name in figures):
        for rows, figures in sorted(sizes.items()):
            if name in figures:
                label = name if rows == min(sizes) else ""
                lines.append(f"{label:<34}{rows or 'demo':>7}" + line(figures[name], smallest.get(name)))
    return "\n".join(lines)


def line(row: dict, first: dict | None) -> str:
    if row["status"] != 200:
        return f"   antwoord {row['status']}, niet gemeten"
    growth = f"{total(row) / total(first):.1f}×" if first else ""
    return (
        f"{row['application']:9.1f}{row['database']:8.1f}{total(row):9.1f}{row['queries']:9}{row['bytes']:10}"
        f"{row['gzip']:9}{row['ratio']:8.1f}{growth:>8}"
    )


def total(row: dict) -> float:
    return row["application"] + row["database"]
