"""Damaged cards: whatever becomes of a real card, the check answers in time, and what it accepts can be laid out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from cardtrees import BYTES, CARDS, TREES, Bare, Pairs, copy_tree, write_tree
from casebook.model import Casebook, Practice
from casebook.project import Project
from casecards import check_bytes, known_of
from casepages import render_all
from conftest import run_casebook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PER_KIND = 1260
"""Mutated cards of each of the four kinds: 5,040 in all."""

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]


def slots(tree: Any) -> list[tuple[Any, int]]:
    """Every place in the tree: the list that holds it, and its index there."""
    found: list[tuple[Any, int]] = []
    for index, item in enumerate(tree if isinstance(tree, list) else ()):
        found.append((tree, index))
        found += slots(item[1]) if isinstance(tree, Pairs) else slots(item)
    return found


def value_at(holder: Any, index: int) -> Any:
    return holder[index][1] if isinstance(holder, Pairs) else holder[index]


def put(holder: Any, index: int, value: Any) -> None:
    if isinstance(holder, Pairs):
        holder[index] = [holder[index][0], value]
    else:
        holder[index] = value


PIECES = [
    *(b"\n", b"\r", b"\t", b"\0", b" ", b":", b": ", b"- ", b"'", b'"', b"[", b"]", b"{", b"}", b"#", b"&a ", b"*a"),
    *(b"!", b"|", b">", b"%", b"@", b"`", b"?", b"? ", b"---\n", b"...\n", b"<<: ", b"\xff", b"\xc3", b"\xe2\x80\xae"),
    *(b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\x85", b"\xe2\x80\xa8", b"[@x]", b"<b>", b"{{", b"\\", b"e\xcc\x81"),
]


@st.composite
def broken_bytes(draw: Draw) -> bytes:
    """A card with bytes flipped, put in, taken out or moved, or cut off."""
    data = draw(st.sampled_from(BYTES))
    at = st.integers(0, len(data) - 1)
    for _ in range(draw(st.integers(1, 3))):
        start, length = draw(at), draw(st.integers(1, 40))
        change = draw(st.sampled_from(("flip", "insert", "delete", "splice", "truncate")))
        head, tail = data[:start], data[start:]
        if change == "flip" and tail:
            data = head + bytes([tail[0] ^ (1 << draw(st.integers(0, 7)))]) + tail[1:]
        elif change == "insert":
            data = head + draw(st.sampled_from(PIECES)) + tail
        elif change == "delete":
            data = head + tail[length:]
        elif change == "splice":
            other, there = draw(st.sampled_from(BYTES)), draw(at)
            data = head + other[there : there + 10 * length] + tail
        elif change == "truncate" and draw(st.booleans()):
            data = head
    return bytes(data)


KEYS = [
    "",
    "titel",
    "Title",
    "same",
    "nl",
    "en",
    "fr",
    "what",
    "source",
    "value",
    "exactly",
    "<<",
    "k" * 500,
    "a.b",
    "é",
]


@st.composite
def broken_keys(draw: Draw) -> bytes:
    """A card with keys renamed, doubled or dropped."""
    tree = copy_tree(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 2))):
        keyed = [(holder, index) for holder, index in slots(tree) if isinstance(holder, Pairs)]
        holder, index = draw(st.sampled_from(keyed))
        key, value = holder[index]
        change = draw(st.sampled_from(("rename", "swap", "duplicate", "drop")))
        if change == "rename":
            holder[index] = [draw(st.sampled_from([*KEYS, key.upper(), key + "s", key[1:], Bare("null")])), value]
        elif change == "swap":
            other = draw(st.integers(0, len(holder) - 1))
            holder[index], holder[other] = [holder[other][0], value], [key, holder[other][1]]
        elif change == "duplicate":
            holder.insert(draw(st.integers(0, len(holder))), [key, value])
        else:
            del holder[index]
    return write_tree(tree).encode()


BARE = [
    "",
    "null",
    "~",
    "true",
    "no",
    "NO",
    "0",
    "-1",
    "7",
    "3.5",
    "1e400",
    "0x1F",
    ".nan",
    "2026-11-22",
    "10:00",
    "2020",
]
BARE += ["not-described", "*missing", "&here there", "!!int 3", "P6W", "draft", "<<", "999999999999", "=", "SE", "XX"]
TEXTS = [
    "",
    " ",
    "\n",
    "not-described",
    "x" * 201,
    "[@lundagard-2013]",
    "[@nobody]",
    "*a* **b**",
    "a\nb",
    "- a\n- b",
    "{0}",
]


@st.composite
def broken_types(draw: Draw) -> bytes:
    """A card with values of another type: lists, mappings, numbers, nothing, yes and no."""
    tree = copy_tree(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 2))):
        holder, index = draw(st.sampled_from(slots(tree)))
        old = value_at(holder, index)
        made: list[Any] = [[], Pairs(), [old], [old, old], Pairs([["same", old]]), Pairs([["nl", old], ["en", old]])]
        made += [Pairs([["value", old], ["source", "lundagard-2013"]]), [[[old]]]]
        made += [*(Bare(text) for text in BARE), *TEXTS]
        put(holder, index, draw(st.sampled_from(made)))
    return write_tree(tree).encode()


@st.composite
def broken_structure(draw: Draw) -> bytes:
    """A card with values nested, moved, exchanged or repeated, and list items dropped."""
    tree = copy_tree(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 2))):
        places = slots(tree)
        (holder, index), (other, there) = draw(st.sampled_from(places)), draw(st.sampled_from(places))
        value, its_value = copy_tree(value_at(holder, index)), copy_tree(value_at(other, there))
        change = draw(st.sampled_from(("nest", "move", "exchange", "repeat", "drop")))
        if change == "nest":
            put(holder, index, Pairs([[draw(st.sampled_from(KEYS)), value]]))
        elif change == "move":
            put(other, there, value)
        elif change == "exchange":
            put(holder, index, its_value)
            put(other, there, value)
        elif change == "repeat":
            lists = [place for place in places if not isinstance(place[0], Pairs)]
            holder, index = draw(st.sampled_from(lists))
            holder.extend([copy_tree(holder[index])] * draw(st.integers(1, 5)))
        else:
            del holder[index]
    return write_tree(tree).encode()


KINDS = {
    "bytes": broken_bytes(),
    "keys": broken_keys(),
    "types": broken_types(),
    "structure": broken_structure(),
}


def test_undamaged_trees_are_right(project: Project, casebook: Casebook) -> None:
    for tree in TREES:
        practice, problems = check_bytes(write_tree(tree).encode(), CARDS[0], known_of(project, casebook))
        assert practice is not None, problems


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_cards_are_refused_or_laid_out(kind: str, project: Project, casebook: Casebook) -> None:
    known = known_of(project, casebook)
    answers: dict[bytes, Practice | None] = {}
    tried = 0

    @settings(
        max_examples=PER_KIND,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[kind])
    def check(data: bytes) -> None:
        nonlocal tried
        tried += 1
        if data not in answers:
            answers[data], _ = check_bytes(data, CARDS[0], known)

    check()

    assert tried >= PER_KIND
    refused = [data for data, practice in answers.items() if practice is None]
    accepted = {repr(practice): practice for practice in answers.values() if practice is not None}
    assert len(refused) > PER_KIND // 3, "the mutations hardly break anything"
    assert len(accepted) > PER_KIND // 50, "the mutations leave nothing to lay out"
    pages = render_all(casebook, accepted.values())
    for of_language in pages.values():
        assert sum(uri.startswith("practices/card-") for uri in of_language) == len(accepted)


def test_there_are_five_thousand_mutations() -> None:
    assert PER_KIND * len(KINDS) >= 5000


def _text(text: str) -> bytes:
    return ("wat:\n  nl: " + json.dumps(text)).encode()


LAUGHS = b"a: &a [x, x]\n" + b"".join(b"b%d: &%c [*%c, *%c]\n" % (n, 98 + n, 97 + n, 97 + n) for n in range(20))

HOSTILE: dict[str, bytes] = {
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 50_000,
    "dashes": b"- " * 20_000,
    "questions": b"? " * 20_000,
    "indents": b"".join(b" " * n + b"a:\n" for n in range(600)),
    "billion laughs": LAUGHS,
    "flat laughs": b"a: &a [" + b"x," * 9000 + b"]\nb: [*a, *a, *a]",
    "self-reference": b"a: &a [*a]",
    "self-referring key": b"&a a: {*a : 1}",
    "self-referring mapping": b"wat: &w {nl: *w}",
    "alias to nothing": b"wat: *nothing",
    "merge": b"wat: &w {nl: a}\ndoel: {<<: *w}",
    "long key": b"? " + b"k" * 250_000 + b"\n: v",
    "many long keys": b"".join(b"%d%s: v\n" % (n, b"k" * 900) for n in range(250)),
    "many keys": b"".join(b"k%d: v\n" % n for n in range(9900)),
    "one key often": b"title: v\n" * 9900,
    "unknown works": b"sources: [" + b",".join(b"w%d" % n for n in range(19_000)) + b"]",
    "repeated works": b"sources: [" + b"w," * 19_000 + b"]",
    "empty figures": b"figures: [" + b"{a: b}," * 6000 + b"]",
    "NULs": b"\0" * 250_000,
    "lines of NULs": b"\0\n" * 100_000,
    "escaped NUL": b'title: {nl: "a\\0b", en: "\\x1b[31m"}',
    "lone surrogate escape": b'title: {nl: "\\ud800", en: "\\udfff"}',
    "surrogate bytes": b"title: {nl: \xed\xa0\x80}",
    "beyond Unicode": b'title: {nl: "\\U00110000"}',
    "overlong": b"title: \xc0\xbcscript\xc0\xbe",
    "UTF-16": "title: {nl: a}".encode("utf-16"),
    "CR only": BYTES[0].replace(b"\n", b"\r"),
    "CRLF": BYTES[0].replace(b"\n", b"\r\n"),
    "CRs": b"\r" * 250_000,
    "next lines": BYTES[0].replace(b"\n", b"\xc2\x85"),
    "line separators": BYTES[0].replace(b"\n", b"\xe2\x80\xa8"),
    "two marks at the start": b"\xef\xbb\xbf\xef\xbb\xbf" + BYTES[0],
    "tabs": b"\t" * 250_000,
    "comments": b"#" * 250_000,
    "directives": b"%a b\n" * 40_000,
    "documents": b"---\n" * 60_000,
    "tags": b"!a " * 80_000,
    "too large": b"a" * 3_000_000,
    "nothing": b"",
    "one scalar": b"a" * 200_000,
    "open quotation": b"title: '" + b"a" * 200_000,
    **{
        f"folded {unit!r}": _text(unit * (200_000 // len(unit)))
        for unit in ("a", "a.", "-", "](", "+", "0", "0123 ", "\n")
    },
    **{
        f"text of {unit!r}": _text((unit * 10_000)[:9900])
        for unit in (
            *(
                "[",
                "(",
                "*",
                "_",
                "`",
                "![",
                "[@",
                "[@a;",
                "[a](",
                "](",
                "{{",
                "<",
                "<a ",
                "<!--",
                "&",
                "> ",
                "- ",
                "+1 ",
            ),
            *(
                "00100 ",
                "a@",
                "a.",
                "a@a.",
                "\\",
                "**a ",
                "*a_",
                "`a``",
                "[a]: ",
                "# ",
                "=\n",
                "--8<",
                "https://",
                "0123 ",
            ),
            *(
                "[[a]",
                "[a](<",
                '[a](b "',
                "1. ",
                "\n\n",
                "\n> ",
                "\n- ",
                "\n-\n",
                "[a][",
                "[a](practice:",
                "a@-",
                "é",
                "\u0301",
            ),
        )
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_answer(name: str, project: Project, casebook: Casebook) -> None:
    _, problems = check_bytes(HOSTILE[name], CARDS[0], known_of(project, casebook))
    assert problems or name in ("CR only", "CRLF")


def test_a_hostile_file_is_told_at_the_command_line(project_copy: Path) -> None:
    for number, data in enumerate(HOSTILE.values()):
        (project_copy / f"practices/hostile-{number}.yaml").write_bytes(data)
    done = run_casebook(project_copy, "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Traceback" not in done.stdout
