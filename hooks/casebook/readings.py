"""What the editors read in the texts of practices where no field says it; kept in a hand-written page's front matter.

```yaml
readings:
  recruitment:
    part: met_wie
    through-organisations: [mobilisation-course-lund, bind-kracht-antwerp#nationale_context]
    not-told: [joint-research-ljubljana]
```
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casebook.located import Entries, Items, Node, Scalar, report

_PART = "part"


@dataclass(frozen=True)
class Place:
    """A part of a practice's page, and the text in the front matter that names it."""

    slug: str
    part: str
    named: Scalar


@dataclass(frozen=True)
class Reading:
    """Groups of practices, each with the part of its page that tells why it is in the group."""

    groups: Mapping[str, tuple[Place, ...]]

    def places(self) -> Iterator[Place]:
        """All of them, group by group."""
        return (place for group in self.groups.values() for place in group)


def read_readings(node: Node | None) -> Mapping[str, Reading]:
    """The readings by their names; what is wrong with their form is a problem of the node's source."""
    if node is None:
        return {}
    if not isinstance(node, Entries):
        report(node, "not-a-mapping")
        return {}
    return {name: _read(entry) for name, entry in node.items()}


def _read(node: Node) -> Reading:
    if not isinstance(node, Entries):
        report(node, "not-a-mapping")
        return Reading({})
    part = node.get(_PART)
    if part is None:
        node.source.report("missing", node.line, node.column, f"{node.where}.{_PART}")
        return Reading({})
    if not isinstance(part, Scalar):
        report(part, "not-a-value")
        return Reading({})
    return Reading({name: tuple(_places(group, str(part))) for name, group in node.items() if name != _PART})


def _places(node: Node, part: str) -> Iterator[Place]:
    if not isinstance(node, Items):
        report(node, "not-a-list")
        return
    for item in node:
        if isinstance(item, Scalar):
            slug, _, own = item.partition("#")
            yield Place(slug, own or part, item)
        else:
            report(item, "not-a-value")
