import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from matching.__main__ import main
from matching.peers import PEERS

NEEDS = [
    {"id": "v1", "title": "Ward nurse", "text": "triage on the ward"},
    {"id": "v2", "title": "", "text": "repair pumps"},
]
PEOPLE = [
    {"id": "p1", "title": "Nurse", "text": "ward triage"},
    {"id": "p2", "title": "Engineer of pumps", "text": ""},
    {"id": "p3", "title": "", "text": "accountant"},
]
JUDGED = "v1\t0\tp1\t1\nv1\t0\tp2\t0\nv2\t0\tp2\t2\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    for name, rows in (("vacancies", NEEDS), ("profiles", PEOPLE)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(JUDGED, encoding="utf-8")
    return tmp_path


def arguments(folder: Path) -> list[str]:
    needs, people = folder / "vacancies.jsonl", folder / "profiles.jsonl"
    return ["rank", "--vacancies", str(needs), "--profiles", str(people)]


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Run with something wrong and give the one line that says so."""
    try:
        code = main(list(options))
    except SystemExit as stop:
        code = int(str(stop.code))
    output = capsys.readouterr()
    assert (code, output.out) == (2, "")
    assert output.err.count("\n") == 1
    return output.err


def test_rank_prints_a_trec_run(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(collection)) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in rows] == [
        ("v1", "Q0", "p1", "1", "skills-bank"),
        ("v2", "Q0", "p2", "1", "skills-bank"),
    ]
    assert all(float(row[4]) > 0 for row in rows)


def test_top_bounds_the_list(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    need = '{"id": "v", "title": "nurse engineer accountant", "text": ""}'
    (collection / "vacancies.jsonl").write_text(need)
    assert main(arguments(collection)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main([*arguments(collection), "--top", "2"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_evaluate_prints_both_rankings_side_by_side(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--collection", str(collection)]) == 0
    head, plain, ours = capsys.readouterr().out.splitlines()
    assert head.split() == ["MAP", "nDCG@10", "recall@100", "MRR", "pairs"]
    assert plain.split() == ["plain", "TfidfVectorizer", *["1.0000"] * 5]
    assert ours.split() == ["ours", *["1.0000"] * 5]


def test_evaluate_without_pairs_or_common_words(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (collection / "profiles.jsonl").write_text('{"id": "p1", "title": "a b", "text": ""}\n')
    (collection / "qrels.tsv").write_text("v1 0 p1 1\n")
    assert main(["evaluate", "--collection", str(collection)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[2:] == [*["0.0000"] * 4, "-"]


def test_concepts_join_two_languages(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lexicon = "id,en,en_alt,fr,fr_alt\nn,nurse,,infirmière,\n"
    person = '{"id": "p", "title": "Infirmière", "text": ""}'
    (collection / "lexicon.csv").write_text(lexicon, encoding="utf-8")
    (collection / "profiles.jsonl").write_text(person, encoding="utf-8")
    assert main(arguments(collection)) == 0
    assert capsys.readouterr().out == ""
    assert main([*arguments(collection), "--concepts", str(collection)]) == 0
    assert capsys.readouterr().out.startswith("v1 Q0 p 1 ")


SMALL = ["bench", "--profiles", "300", "400", "--vacancies", "4"]


@pytest.fixture
def own_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the peers that need no more than the engine itself."""
    kept = {name: build for name, build in PEERS.items() if name.startswith("sci")}
    monkeypatch.setattr("matching.bench.PEERS", kept)


@pytest.mark.usefixtures("own_peers")
def test_bench_gives_medians_and_whether_the_lists_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["size"], second["size"]) == (300, 400)
    assert first["identical_top_k"] is True
    assert 9 < first["postings_per_profile"] < 13
    assert first["peers"].keys() == {"scikit-learn", "scipy, dense query"}
    assert first["ours_ms"] > 0


@pytest.mark.usefixtures("own_peers")
def test_bench_prints_and_writes_every_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.bench.version", "{}".format)
    assert main([*SMALL, "--write", str(tmp_path)]) == 0
    printed, page = capsys.readouterr().out, (tmp_path / "benchmarks.md").read_text()
    for part in ("ours, 1 % allowed", "scikit-learn", "conditions", "explanation", "an updated profile"):
        assert part in printed
        assert part in page
    assert "with and without masks, equal those of the exact product" in printed
    raw = json.loads((tmp_path / "benchmarks.json").read_text())
    assert len(raw["search"]["300"]["ours"]) == len(raw["lists"]["400"]["whole"]) == 4


def test_a_peer_that_is_missing_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bm25s", "sparse_dot_topn", "tantivy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert main([*SMALL, "--json"]) == 3
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "matching: bm25s is not installed; make bench installs it\n")


@pytest.mark.parametrize(
    ("lines", "place", "problem"),
    [
        ([b'{"id": "a", "title": "x", "text": "y"}', b"{"], ":2:", "is not JSON"),
        ([b"[" * 100_000], ":1:", "is not JSON"),
        ([b"[1]"], ":1:", "not an object"),
        ([b"null"], ":1:", "not an object"),
        ([b'{"id": "a", "title": "x"}'], ":1:", "has no 'text'"),
        ([b'{"id": 1, "title": "x", "text": "y"}'], ":1:", "'id' that is not a string"),
        ([b'{"id": "a", "title": null, "text": "y"}'], ":1:", "'title' that is not a string"),
        ([b'{"id": "a", "title": "x", "text": ["y"]}'], ":1:", "'text' that is not a string"),
        ([b'{"id": "", "title": "x", "text": "y"}'], ":1:", "blank or holds a space"),
        ([b'{"id": "a b", "title": "x", "text": "y"}'], ":1:", "blank or holds a space"),
        ([b'{"id": "a", "title": "\\ud800", "text": "y"}'], ":1:", "half a character"),
        ([b'{"id": "a", "title": " ", "text": "\\n"}'], ":1:", "neither a title nor a text"),
        (
            [b'{"id": "a", "title": "x", "text": ""}', b"", b'{"id": "a", "title": "y", "text": ""}'],
            ":3:",
            "line 1",
        ),
        ([b'{"id": "a", "title": "caf\xe9", "text": ""}'], ":1:", "is not UTF-8"),
        ([b"", b"  "], ":", "is empty"),
        ([], ":", "is empty"),
    ],
)
def test_bad_lines_are_named(
    collection: Path, capsys: pytest.CaptureFixture[str], lines: list[bytes], place: str, problem: str
) -> None:
    for name in ("vacancies", "profiles"):
        file = collection / f"{name}.jsonl"
        good = file.read_bytes()
        file.write_bytes(b"\n".join(lines))
        for options in (arguments(collection), ["evaluate", "--collection", str(collection)]):
            message = refused(capsys, *options)
            assert f"{file}{place}" in message
            assert problem in message
        file.write_bytes(good)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("v9 0 p1 1", "unknown vacancy 'v9'"),
        ("v1 0 p9 1", "unknown profile 'p9'"),
        ("v1 p1 1", "is not a line of"),
        ("v1 0 p1 good", "is not a line of"),
        ("v1 0 p1 " + "9" * 5000, "is not a line of"),
        ("v1 0 p1 0", "twice"),
    ],
)
def test_bad_judgements_are_named(
    collection: Path, capsys: pytest.CaptureFixture[str], line: str, problem: str
) -> None:
    file = collection / "qrels.tsv"
    file.write_text(JUDGED + line + "\n", encoding="utf-8")
    message = refused(capsys, "evaluate", "--collection", str(collection))
    assert f"{file}:4:" in message
    assert problem in message


@pytest.mark.parametrize("content", ["", "v1 0 p1 0\n"])
def test_judgements_without_a_relevant_profile(
    collection: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (collection / "qrels.tsv").write_text(content)
    assert "judges nobody relevant" in refused(capsys, "evaluate", "--collection", str(collection))


@pytest.mark.parametrize("name", ["vacancies.jsonl", "profiles.jsonl", "qrels.tsv"])
def test_missing_files_are_named(collection: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (collection / name).unlink()
    message = refused(capsys, "evaluate", "--collection", str(collection))
    assert f"{collection / name}: cannot be read: No such file" in message
    (collection / name).mkdir()
    assert "Is a directory" in refused(capsys, "evaluate", "--collection", str(collection))


def test_missing_folders_are_named(collection: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = str(collection / "nowhere")
    assert "no such folder" in refused(capsys, "evaluate", "--collection", nowhere)
    assert "no such folder" in refused(capsys, *arguments(collection), "--concepts", nowhere)
    assert "holds no lexicon" in refused(capsys, *arguments(collection), "--concepts", str(collection))


@pytest.mark.parametrize(
    "options",
    [
        ["--top", "0"],
        ["--top", "-3"],
        ["--top", "many"],
        ["--top", "9" * 5000],
        ["--fast"],
        ["extra"],
    ],
)
def test_wrong_options_are_refused(collection: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert refused(capsys, *arguments(collection), *options)


@pytest.mark.parametrize(
    "options", [[], ["sort"], ["rank"], ["evaluate"], ["bench", "--profiles", "0"], ["bench", "--seed", "x"]]
)
def test_wrong_commands_are_refused(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert refused(capsys, *options)


def test_a_reader_who_stops_early_is_not_told_off(collection: Path) -> None:
    rows = (json.dumps({"id": f"p{n}", "title": "nurse", "text": ""}) for n in range(1000))
    (collection / "profiles.jsonl").write_text("\n".join(rows))
    needs = (json.dumps({"id": f"v{n}", "title": "nurse", "text": ""}) for n in range(40))
    (collection / "vacancies.jsonl").write_text("\n".join(needs))
    command = [sys.executable, "-m", "matching", *arguments(collection)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"v0 Q0 ")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
