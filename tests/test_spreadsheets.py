"""Tables for spreadsheets: Excel reads the Chinese, nothing runs as a formula, and all else is as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spreadsheets import FORMULA, guarded, rewritten

CELLS = st.lists(
    st.lists(st.text(st.sampled_from('=+-@＝1a"，,\r\n 法')), min_size=2, max_size=2), min_size=1, max_size=6
)


@given(CELLS, st.integers(1, 9))
def test_a_table_is_rewritten_cell_by_cell_wherever_its_pieces_end(rows: list[list[str]], size: int) -> None:
    plain = io.StringIO(newline="")
    csv.writer(plain).writerows(rows)
    data = plain.getvalue().encode()
    made = b"".join(rewritten(data[i : i + size] for i in range(0, len(data), size))).decode()
    assert made[0] == "\ufeff"
    found = list(csv.reader(io.StringIO(made[1:], newline="")))
    assert found == [[guarded(cell) for cell in row] for row in rows]
    assert all(not FORMULA.match(cell) or cell.lstrip("+-").isdigit() for row in found for cell in row)


def test_a_cell_may_hold_a_whole_report() -> None:
    text = "法治\n" * 100_000
    plain = f'a,b\r\n=1,"{text}"\r\n'.encode()
    made = b"".join(rewritten(plain[i : i + 1000] for i in range(0, len(plain), 1000)))
    assert made.decode() == f'\ufeffa,b\r\n\'=1,"{text}"\r\n'


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("+a", "'+a"),
        ("-2.5", "-2.5"),
        ("法", "法"),
        (-3, -3),
        ("\t=", "'\t="),
        ("＝1", "'＝1"),
        ("+1e6", "+1e6"),
        ("-2%", "'-2%"),
    ],
)
def test_cells_are_no_formulas(cell: object, safe: object) -> None:
    assert guarded(cell) == safe
