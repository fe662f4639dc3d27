"""Which tests name a clock, read from their syntax; tests/test_clock.py asks.

A test names a clock when it asks for the time, sets it, or writes a day of the calendar; and when
it uses a helper or a fixture that does so, of its own module or of another one of the tests.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASKED = {"now", "utcnow", "today", "localdate", "localtime", "time", "Now"}
CLOCKS = {"timezone", "datetime", "date", "time", "functions"}
DAYS = {"datetime", "date"}
A_DAY = re.compile(r"(19|20)\d\d-\d\d-\d\d(T.*)?")
# Everything of the first names a clock. The others write only what has just happened, and all
# tests stand on them; whoever asks how long ago that was, names a clock.
OURS, GROUND = "tests.clock", {"tests.conftest", "tests.stage"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Names = set[tuple[str, str]]


@dataclass(frozen=True)
class Module:
    """A module of tests: its name, what it defines, and where the names it imports come from."""

    name: str
    body: list[ast.stmt]
    imported: dict[str, tuple[str, str]]
    # What `used_by` found, by part of the module.
    used: dict[ast.AST, Names | None] = field(default_factory=dict)

    def meant_by(self, name: str) -> Names:
        """What a name may stand for: something of this module, an import, or a shared fixture."""
        beside = self.name.rpartition(".")[0] + ".conftest"
        return {self.imported.get(name, (self.name, name)), (beside, name)}

    def tests(self) -> Iterator[tuple[Function, list[ast.stmt]]]:
        """Each test with everything on which a marker may stand."""
        marks = [node for node in self.body if "pytestmark" in _names_of(node)]
        for node in self.body:
            if isinstance(node, Function):
                yield node, [node, *marks]
            elif isinstance(node, ast.ClassDef):
                inner = [one for one in node.body if isinstance(one, Function)]
                yield from ((one, [one, node, *marks]) for one in inner)


def unmarked(modules: list[Module]) -> list[str]:
    """The tests that name a clock and do not carry the marker, as `module::test`."""
    clocked = clocked_names(modules)
    return [
        f"{module.name}::{test.name}"
        for module in modules
        for test, marked in module.tests()
        if test.name.startswith("test_")
        and not any(_carries_the_marker(node) for node in marked)
        and (names_a_clock(test, module, clocked) or _draws_one_by_itself(module, clocked))
    ]


def clocked_names(modules: list[Module]) -> Names:
    """Every helper, fixture and constant that names a clock, by itself or by what it uses."""
    used = {
        (module.name, name): used_by(node, module)
        for module in modules
        if module.name not in GROUND
        for node in module.body
        for name in _names_of(node)
    }
    ours = {(module, name) for module, name in used if module == OURS}
    functions = {
        (module.name, node.name)
        for module in modules
        for node in module.body
        if isinstance(node, Function)
    }
    clocked = {name for name, uses in used.items() if uses is None} | (ours & functions)
    while True:
        more = {name for name, uses in used.items() if uses and uses & clocked} - clocked
        if not more:
            return clocked
        clocked |= more


def used_by(node: ast.AST, module: Module) -> Names | None:
    """What the names in it may stand for; None where it names a clock itself."""
    if node not in module.used:
        uses: Names = set()
        for part in ast.walk(node):
            if _is_a_clock(part):
                module.used[node] = None
                break
            if name := _name_of(part):
                uses |= module.meant_by(name)
        else:
            module.used[node] = uses
    return module.used[node]


def names_a_clock(node: ast.AST, module: Module, clocked: Names) -> bool:
    uses = used_by(node, module)
    return uses is None or bool(uses & clocked)


def modules_of_tests() -> list[Module]:
    paths = sorted(ROOT.joinpath("tests").rglob("*.py"))
    return [read(path.read_text(encoding="utf-8"), _dotted(path)) for path in paths]


def read(source: str, name: str) -> Module:
    body = ast.parse(source).body
    imported = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return Module(name, body, imported)


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _is_a_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in {"time_machine", "today"}
    if isinstance(node, ast.Attribute):
        return node.attr in ASKED and _last_name(node.value) in CLOCKS
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and A_DAY.fullmatch(node.value) is not None
    return isinstance(node, ast.Call) and _writes_a_day(node)


def _writes_a_day(node: ast.Call) -> bool:
    """`date(2026, 11, 30)`, or `moment.replace(year=2026)`."""
    if _last_name(node.func) == "replace":
        return any(word.arg in {"year", "month", "day", "hour"} for word in node.keywords)
    first = node.args[0] if node.args else None
    is_number = isinstance(first, ast.Constant) and isinstance(first.value, int)
    return is_number and _last_name(node.func) in DAYS


def _draws_one_by_itself(module: Module, clocked: Names) -> bool:
    """A fixture that every test of the module gets unasked."""
    return any(
        (module.name, node.name) in clocked
        for node in module.body
        if isinstance(node, Function)
        and any("autouse=True" in ast.unparse(one) for one in node.decorator_list)
    )


def _carries_the_marker(node: ast.stmt) -> bool:
    parts = [node.value] if isinstance(node, ast.Assign) else getattr(node, "decorator_list", [])
    return any("pytest.mark.clock" in ast.unparse(one) for one in parts)


def _name_of(node: ast.AST) -> str:
    if isinstance(node, ast.arg):
        return node.arg
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else _name_of(node)


def _names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, Function | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [part.id for one in targets for part in ast.walk(one) if isinstance(part, ast.Name)]
