"""Rules that the code keeps: sizes, docstrings, directions, one clock, no query and no role in a view."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300
TEXT_FILES = {".py", ".html", ".txt", ".css", ".js", ".md", ".toml"}
GENERATED = {"docs/data.md"}


def python(*folders: str) -> list[Path]:
    """Return the Python files of folders, without migrations."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """Return a file's place in the repository."""
    return path.relative_to(ROOT).as_posix()


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with what is called, as it is written."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imports(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of everything that is imported."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def test_the_arrows_go_down() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_file_is_longer_than_a_room() -> None:
    files = [
        path
        for folder in ("skillsbank", "matching", "templates", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in TEXT_FILES and "versions" not in path.parts and "translations" not in path.parts
    ]
    assert len(files) > 100
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: size for path, size in sizes.items() if size > LONGEST and path not in GENERATED} == {}


def test_every_module_opens_with_one_sentence() -> None:
    wanting = {}
    for path in python("skillsbank", "matching"):
        said, *_ = (ast.get_docstring(tree(path)) or "").split("\n\n")  # what follows is its map or its sources
        sentences = re.findall(r"[.!?](?=\s|$)", re.sub(r"`[^`]*`|\d\.\d|e\.g\.", "", said))
        if len(sentences) != 1:
            wanting[name(path)] = said
    assert wanting == {}


def test_views_build_no_query_and_compare_no_role() -> None:
    found = []
    for path in python("skillsbank/web"):
        module = tree(path)
        for source, what in imports(module):
            if source == "sqlalchemy" and what in ("select", "insert", "update", "delete", "text", "func", "exists"):
                found.append(f"{name(path)} imports {what}")
        for node in ast.walk(module):
            if isinstance(node, ast.Compare) and re.search(r"\bRole\.|\brole(s)?\b", ast.unparse(node)):
                found.append(f"{name(path)} {ast.unparse(node)}")
    assert [each for each in found if each not in KNOWN_IN_VIEWS] == []


KNOWN_IN_VIEWS = {
    # the library asks for one account by its session key
    "skillsbank/web/security.py imports select",
    # which first page somebody lands on: it grants nothing
    "skillsbank/web/accounts.py role in roles",
    # which roles the form of an invitation offers; the service decides
    "skillsbank/web/staff.py role in STAFF",
}


def test_no_person_is_loaded_by_number() -> None:
    """A4: a profile is read through `visible_to` or by its owner, never by `session.get`."""
    found = [
        f"{name(path)}:{call.lineno}"
        for path in python("skillsbank")
        for what, call in calls(tree(path))
        if what.rpartition(".")[2] in ("get", "get_one") and call.args and ast.unparse(call.args[0]) in PERSONAL
    ]
    assert found == []


PERSONAL = {
    "Profile",
    "Application",
    "Consent",
    "Disclosure",
    "RankedMatch",
    "ShortlistEntry",
    "Experience",
    "Education",
}


def test_views_and_templates_get_no_profile_from_a_bare_query() -> None:
    """A4: outside services, queries and policies nobody selects a person."""
    found = [
        f"{name(path)}:{call.lineno}"
        for folder in ("web", "forms", "disclosure")
        for path in python(f"skillsbank/{folder}")
        for what, call in calls(tree(path))
        if what in ("select", "session.query") and any(ast.unparse(arg).split(".")[0] in PERSONAL for arg in call.args)
    ]
    assert found == []


def test_there_is_one_clock() -> None:
    forbidden = {
        "datetime.now",
        "datetime.utcnow",
        "date.today",
        "datetime.today",
        "time.time",
        "datetime.datetime.now",
    }
    found = [
        f"{name(path)}:{call.lineno} {what}"
        for path in python("skillsbank")
        for what, call in calls(tree(path))
        if what in forbidden and name(path) not in ("skillsbank/clock.py",)
    ]
    assert found == []


def test_a_state_changes_through_the_workflow_alone() -> None:
    found = []
    for path in python("skillsbank"):
        if "workflow" in path.parts or "seeding" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            targets = node.targets if isinstance(node, ast.Assign) else []
            found += [
                f"{name(path)}:{node.lineno}"
                for target in targets
                if isinstance(target, ast.Attribute) and target.attr == "state" and ast.unparse(target.value) != "self"
            ]
    assert found == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "NotImplementedError", "XXX"])
def test_nothing_is_left_to_do(word: str) -> None:
    here = name(Path(__file__))
    found = [
        name(path)
        for path in python("skillsbank", "matching", "tests")
        if name(path) != here and re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_exception_from_the_type_checker_has_its_reason() -> None:
    bare = re.compile(r"#\s*type:\s*ignore(?!\[[\w-]+(, ?[\w-]+)*\]\s+#\s*\S)")
    found = [
        f"{name(path)}:{number}"
        for path in python("skillsbank", "matching")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []
