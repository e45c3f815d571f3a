"""Typed apostrophes and quotation marks as readers see them: the pages and the builder's preview set the same."""

import pytest
from browsing import OpenPage
from casebook.quotes import set_quotes

CASES = {
    "inside a word": ("zo'n dag, the school's", "zo’n dag, the school’s"),
    "at the end of a word": ("students' attitudes", "students’ attitudes"),
    "before a word cut short": ("24 vanuit 's-Hertogenbosch", "24 vanuit ’s-Hertogenbosch"),
    "single marks": ("the word 'gap', 'mending'", "the word ‘gap’, ‘mending’"),
    "double marks": ('de "kloof", (the "gap").', "de “kloof”, (the “gap”)."),
    "marks around an accent": ("'Één' \"élan\"", "‘Één’ “élan”"),
    "what is set already": ("the school’s “gap”", "the school’s “gap”"),
    "code": ("write `it's` and it's", "write `it's` and it’s"),
    "an address": ("[l'eau](https://a.example/l'eau) https://a.example/l'o", "[l’eau](https://a.example/l'eau) https://a.example/l'o"),
    "beginnings without an end": ("<<it's ](it's ](it's `it's", "<<it’s ](it’s ](it’s `it’s"),
    "nothing to set": ("a day, 6 weeks", "a day, 6 weeks"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), CASES.values(), ids=CASES)
def test_typed_marks_become_those_of_print(typed: str, shown: str) -> None:
    assert set_quotes(typed) == shown
    assert set_quotes(shown) == shown


def test_the_preview_sets_the_same(open_page: OpenPage) -> None:
    made = open_page("404.html").evaluate(
        """async (texts) => {
            const { setQuotes } = await import(new URL("/assets/scripts/builder/page/quotes.js", location));
            return texts.map(setQuotes);
        }""",
        [typed for typed, _ in CASES.values()],
    )
    assert made == [shown for _, shown in CASES.values()]


def test_what_a_keyboard_gives_finds_what_print_has(open_page: OpenPage) -> None:
    folded = open_page("404.html").evaluate(
        """async (texts) => {
            const { fold } = await import(new URL("/assets/scripts/narrowing.js", location));
            return texts.map(fold);
        }""",
        ["Students’ ‘gap’ and “Één”", "students' 'gap' and \"een\""],
    )
    assert folded[0] == folded[1]
