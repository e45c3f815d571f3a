"""`casebook desk` and `casebook links`: what an editor should look at next, as Markdown."""

import argparse
from collections.abc import Iterable, Iterator, Mapping

from casebook.cards import check_casebook
from casebook.links import Answer, addresses, archived, ask, read_answers, write_answers
from casebook.problems import format_report
from casebook.project import Project, build_date
from casebook.upkeep import DeskItem, DeskList, desk_lists
from casebook.words import Words


def run_desk(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook desk`: print what there is to do, by kind."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    print("\n\n".join(_desk_paragraphs(desk_lists(casebook, words), words)))
    return 0


def _desk_paragraphs(lists: Iterable[DeskList], words: Words) -> Iterator[str]:
    yield f"# {words.desk['title']}"
    for group in lists:
        yield f"## {group.title}"
        yield "\n".join(f"- {_item(item)}" for item in group.items) or words.desk["none"]


def _item(item: DeskItem) -> str:
    names = ", ".join(f"`{name}`" for name in item.names)
    return f"{names}: {item.note}" if item.note else names


def run_links(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook links`: print the addresses that no longer answer; never a reason to fail."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    places = addresses(casebook)
    memory = project.root / ".cache" / "links.json"
    known = read_answers(memory)
    for address in known.keys() - places.keys():
        del known[address]
    answers = ask(tuple(places), known, options.seconds)
    write_answers(memory, answers)
    print("\n\n".join(_link_paragraphs(places, answers, words)))
    return 0


def _link_paragraphs(
    places: Mapping[str, tuple[str, ...]], answers: Mapping[str, Answer], words: Words
) -> Iterator[str]:
    said, year = words.desk, build_date().year
    dead = [address for address in places if address in answers and answers[address].is_dead]
    yield f"# {said['links']}"
    yield said["asked"].format(known=len(answers), all=len(places), dead=len(dead))
    if dead:
        yield "\n".join(_dead(address, places[address], answers[address], year, said) for address in dead)


def _dead(address: str, places: tuple[str, ...], answer: Answer, year: int, said: Mapping[str, str]) -> str:
    told = said["status"].format(status=answer.status) if answer.status else said["no_host"]
    where = ", ".join(f"`{place}`" for place in places)
    return f"- <{address}>: {told} ({where}); {said['archive']} <{archived(address, year)}>"
