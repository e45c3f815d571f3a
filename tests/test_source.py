"""Where things stand in a file: line, column and breadcrumb of every value, and what a file may hold at all."""

from pathlib import Path
from typing import Any

import pytest
from casebook.building import MAX_DEPTH, MAX_NODES
from casebook.located import MAX_PROBLEMS, Scalar, Source, walk
from casebook.source import MAX_BYTES, parse_source, read_source


def parse(text: str | bytes) -> Source:
    return parse_source(text.encode() if isinstance(text, str) else text, "card.yaml")


def find(source: Source, value: str) -> Scalar:
    assert source.root is not None, source.problems
    return next(scalar for scalar in walk(source.root) if scalar.strip() == value)


def codes(source: Source) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in source.problems]


PLACES: dict[str, tuple[str | bytes, str, tuple[int, int], str]] = {
    "plain": ("a: b", "b", (1, 4), "a"),
    "nested": ("a:\n  b:\n    c: d", "d", (3, 8), "a.b.c"),
    "item": ("a:\n  - b\n  - c", "c", (3, 5), "a[2]"),
    "mapping in a list": ("a:\n- b: c\n  d: e\n- d: f", "f", (4, 6), "a[2].d"),
    "list in a list": ("a: [[b], [c, d]]", "d", (1, 14), "a[2][2]"),
    "flow mapping": ("a: {b: c, d: {e: f}}", "f", (1, 18), "a.d.e"),
    "flow over lines": ("a: {b: c,\n    d: e}", "e", (2, 8), "a.d"),
    "double quotation marks": ('a: "b c"', "b c", (1, 4), "a"),
    "single quotation marks": ("a:\n  b: 'it''s'", "it's", (2, 6), "a.b"),
    "literal block": ("a:\n  b: |\n    c\n    d\n", "c\nd", (2, 6), "a.b"),
    "folded block": ("a:\n  b: >-\n    c\n    d\n", "c d", (2, 6), "a.b"),
    "plain over lines": ("a:\n  b\n  c", "b c", (2, 3), "a"),
    "quoted over lines": ('a: "b\n  c"', "b c", (1, 4), "a"),
    "after a comment": ("# x\n\na: # y\n  b", "b", (4, 3), "a"),
    "after a byte order mark": (b"\xef\xbb\xbfa: b", "b", (1, 4), "a"),
    "CRLF": (b"a: b\r\nc:\r\n  d: e\r\n", "e", (3, 6), "c.d"),
    "CR alone": (b"a: b\rc: d\r", "d", (2, 4), "c"),
    "wide characters": ("{é: 𝄞, b: c}", "c", (1, 11), "b"),
    "tagless Norway": ("a: NO", "NO", (1, 4), "a"),
    "ten o'clock": ("a: 10:00", "10:00", (1, 4), "a"),
    "explicit key": ("? a\n: b", "b", (2, 3), "a"),
    "document start": ("---\na: b\n...\n", "b", (2, 4), "a"),
    "anchor": ("a: &x b", "b", (1, 4), "a"),
    "key with a point": ("a.b:\n  c: d", "d", (2, 6), "a.b.c"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_value_knows_its_place(name: str) -> None:
    text, value, place, where = PLACES[name]
    scalar = find(parse(text), value)
    assert ((scalar.line, scalar.column), scalar.where) == (place, where)


def test_keys_lists_and_mappings_know_their_places() -> None:
    source = parse("a:\n  b:\n    - c: d\n")
    assert source.root is not None
    outer: Any = source.root["a"]
    assert (outer.line, outer.column, outer.where) == (2, 3, "a")
    assert (outer["b"].line, outer["b"].column, outer["b"].where) == (3, 5, "a.b")
    assert (outer["b"][0].line, outer["b"][0].column, outer["b"][0].where) == (3, 7, "a.b[1]")
    key = outer["b"][0].keys_at["c"]
    assert (key.line, key.column, key.where) == (3, 7, "a.b[1].c")


SNIPPETS = {
    "plain": ("a: see <b> here", "<b>", (1, 8)),
    "literal block": ("a: |\n  one\n  two <b>\n", "<b>", (3, 7)),
    "folded block": ("a: >\n  one\n  two <b>\n", "<b>", (3, 7)),
    "quoted": ('a: "one <b>"', "<b>", (1, 9)),
    "flow": ("a: {b: c, d: e <b>}", "<b>", (1, 16)),
    "its own line before its neighbour's": ("x: <b>\na: y <b>", "<b>", (2, 6)),
    "first line of a longer snippet": ("a: |\n  x\n  <b\n  c>\n", "<b\nc>", (3, 3)),
    "folded away": ("a: >\n  one two\n  three\n", "two three", (2, 7)),
    "written with an escape": ('a: "one \\x3cb>"', "<b>", (1, 9)),
    "empty": ("a: one", "", (1, 4)),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_found_inside_its_value(name: str) -> None:
    text, snippet, place = SNIPPETS[name]
    source = parse(text)
    assert source.root is not None
    *_, last = walk(source.root)
    assert source.place_in(last, last.index(snippet)) == place


def test_an_alias_is_the_anchored_value() -> None:
    source = parse("a: &x {b: c}\nd: *x\ne: [*x, &y f, *y]")
    assert source.problems == []
    assert source.root == {"a": {"b": "c"}, "d": {"b": "c"}, "e": [{"b": "c"}, "f", "f"]}


def test_text_is_put_together() -> None:
    source = parse("a: Cafe\u0301")
    assert source.root == {"a": "Caf\u00e9"}
    assert [problem.is_note for problem in source.problems] == [True]


WRONG: dict[str, tuple[str | bytes, tuple[str, int, int]]] = {
    "nothing": ("", ("empty-file", 1, 1)),
    "spaces": ("  \n", ("empty-file", 1, 1)),
    "comment": ("# a\n", ("empty-file", 1, 1)),
    "scalar": ("a", ("not-a-mapping", 1, 1)),
    "list": ("\n- a", ("not-a-mapping", 2, 1)),
    "tab": ("a:\n\tb: c", ("tab-indentation", 2, 1)),
    "open quotation": ("a: 'b", ("yaml-syntax", 1, 4)),
    "open bracket": ("a: [b\nc: d", ("yaml-syntax", 1, 4)),
    "two values": ("a: b: c", ("yaml-syntax", 1, 5)),
    "twice": ("a: b\nc: d\na: e", ("duplicate-key", 3, 1)),
    "twice in a list": ("a:\n - b: c\n   b: d", ("duplicate-key", 3, 4)),
    "two documents": ("a: b\n---\nc: d", ("several-documents", 2, 1)),
    "tag": ("a: !!int 3", ("tag", 1, 4)),
    "tag that runs": ("a: !!python/object/apply:os.system [x]", ("tag", 1, 4)),
    "no such anchor": ("a: *b", ("unknown-anchor", 1, 4)),
    "anchor inside itself": ("a: &b [*b]", ("unknown-anchor", 1, 8)),
    "list as key": ("[a]: b", ("key-not-text", 1, 1)),
    "mapping as key": ("? {a: b}\n: c", ("key-not-text", 1, 3)),
    "alias of a list as key": ("a: &b [c]\n*b : d", ("key-not-text", 2, 1)),
    "merge": ("a: &b {c: d}\ne:\n  <<: *b", ("merge-key", 3, 3)),
    "NUL": ("a: b\nc: d\0", ("invisible-character", 2, 5)),
    "written as an escape": ('a: b\nc: "d\\0"', ("invisible-character", 2, 6)),
    "writing direction": ("a: b\u202ec", ("invisible-character", 1, 5)),
    "line separator": ("a: b\u2028c", ("invisible-character", 1, 5)),
    "private use": ("a: \ue000", ("invisible-character", 1, 4)),
    "Latin-1": (b"a: b\nc: caf\xe9", ("not-utf-8", 2, 7)),
    "surrogate": (b"a: \xed\xa0\x80", ("not-utf-8", 1, 4)),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_has_its_place(name: str) -> None:
    text, problem = WRONG[name]
    assert codes(parse(text)) == [problem]


def test_a_quoted_merge_sign_is_refused_too() -> None:
    assert codes(parse("'<<': a")) == [("merge-key", 1, 1)]


LIMITS = {
    "bytes": (b"a: b\n" + b"#" * (MAX_BYTES - 5), b"#", "file-too-large"),
    "depth": (b"[" * (MAX_DEPTH - 1), b"[", "too-deep"),
    "values": (b"a: [" + b"b," * (MAX_NODES - 3), b"b,", "too-many-values"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_reached_by_the_one_after(name: str) -> None:
    most, one, code = LIMITS[name]
    if name == "depth":
        most, one = b"a: " + most + b"x" + b"]" * (MAX_DEPTH - 1), b"a: [" + most + b"x" + b"]" * MAX_DEPTH
    else:
        one = most + one + (b"]" if name == "values" else b"")
        most += b"]" if name == "values" else b""
    assert codes(parse(most)) == []
    assert [problem[0] for problem in codes(parse(one))] == [code]


def test_values_of_an_alias_count_in_full() -> None:
    many = b"a: &a [" + b"b," * (MAX_NODES // 2) + b"]\n"
    assert codes(parse(many)) == []
    assert [code for code, *_ in codes(parse(many + b"c: *a"))] == ["too-many-values"]


def test_a_file_has_no_more_than_so_many_problems() -> None:
    source = parse(b"\0\n" * 1000)
    assert codes(source)[-1] == ("too-many-problems", MAX_PROBLEMS + 1, 1)
    assert len(source.problems) == MAX_PROBLEMS + 1


def test_a_file_is_read_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "card.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\n")
    assert read_source(path, "shown.yaml").root == {"a": "b"}
