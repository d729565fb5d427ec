"""Lines of .gitattributes that would hide or mangle gold (G22 to G24)."""

from __future__ import annotations

import pytest

from goldline.store.attributes import find_risky_attributes
from goldline.store.tree import CommitTree, IndexTree, WorkTree
from store.sandbox import SCOPE, Sandbox

PATHS = [
    "goldline.toml",
    "goldsets/basics/items/cap-0001.yaml",
    "goldsets/basics/media/beach.png",
    "guidelines/captions/guideline.yaml",
]


def complaints(text: str, file: str = ".gitattributes", paths: list[str] = PATHS) -> list[tuple[int, str]]:
    problems = find_risky_attributes({file: text.encode()}, paths)
    return [(problem.at.line, problem.hint.split("'")[1]) for problem in problems]


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("*.yaml merge=union", "merge"),
        ("*.yaml -diff", "diff"),
        ("*.yaml binary", "diff"),
        ("goldsets/** linguist-generated", "linguist-generated"),
        ("goldsets/** linguist-generated=true", "linguist-generated"),
        ("* working-tree-encoding=UTF-16", "working-tree-encoding"),
        ("*.yaml filter=rot13", "filter"),
        ("*.yaml ident", "ident"),
        ("/guidelines/** export-ignore", "export-ignore"),
        ("**/items/*.yaml merge=union", "merge"),
        ("goldsets/*/items/cap-[0-9]*.yaml merge=union", "merge"),
        ("cap-????.yaml\tmerge=union", "merge"),
        ('"*.yaml" merge=union', "merge"),
        ("goldline.toml merge=union", "merge"),
    ],
)
def test_a_line_that_harms_our_documents_is_reported(line: str, attribute: str) -> None:
    assert complaints(f"# settings\n{line}\n") == [(2, attribute)]


@pytest.mark.parametrize(
    "line",
    [
        "*.yaml text eol=lf",
        "*.yaml merge",
        "*.yaml diff=yaml",
        "*.yaml linguist-generated=false",
        "*.yaml -linguist-generated",
        "*.png binary",
        "goldsets/*/media/** filter=lfs diff=lfs merge=lfs -text",
        "docs/** linguist-generated",
        "items/*.yaml merge=union",  # a slash anchors it at the root
        "goldsets/ merge=union",  # matches a folder, and folders have no attributes
        "*.yml merge=union",
        "#*.yaml merge=union",
        "",
    ],
)
def test_a_line_that_harms_nothing_of_ours_is_left_alone(line: str) -> None:
    assert complaints(line) == []


def test_a_later_line_takes_an_earlier_one_back() -> None:
    assert complaints("* merge=union\n*.yaml -merge\n*.toml !merge\n") == []
    assert complaints("*.yaml -merge\n* merge=union\n") == [(2, "merge")]


def test_a_line_deeper_down_overrules_one_above() -> None:
    files = {
        ".gitattributes": b"*.yaml merge=union\n",
        "goldsets/.gitattributes": b"*.yaml merge=text\n",
    }
    (problem,) = find_risky_attributes(files, PATHS)
    assert "guidelines/captions/guideline.yaml" in problem.message
    assert list(find_risky_attributes(files, [path for path in PATHS if path.startswith("goldsets/")])) == []


def test_a_line_deeper_down_counts_from_its_own_folder() -> None:
    assert complaints("items/*.yaml merge=union", file="goldsets/basics/.gitattributes") == [(1, "merge")]
    assert complaints("*.yaml merge=union", file="docs/.gitattributes") == []


def test_a_macro_does_not_hide_what_it_stands_for() -> None:
    assert complaints("[attr]generated linguist-generated -diff\n*.yaml generated\n") == [
        (2, "linguist-generated"),
        (2, "diff"),
    ]


def test_a_pattern_made_to_take_for_ever_does_not() -> None:
    pattern = "*a" * 60 + "b"
    assert (
        complaints(f"{pattern} merge=union\n{'**/x/' * 60}y merge=union", paths=["a" * 200 + ".yaml"]) == []
    )


def test_every_kind_of_tree_reports_them_from_files_outside_our_folders_too(sandbox: Sandbox) -> None:
    sandbox.commit({".gitattributes": "*.yaml merge=union\n"})
    repo = sandbox.open()
    head = sandbox.git("rev-parse", "HEAD")
    for tree in (WorkTree(repo, SCOPE), IndexTree(repo, SCOPE), CommitTree(repo, head, "HEAD", SCOPE)):
        (problem,) = tree.problems()
        assert problem.kind == "risky-attributes"
        assert problem.at.file == ".gitattributes"
        assert "keeping both" in problem.message


def test_an_edit_of_the_attributes_counts_before_it_is_committed(sandbox: Sandbox) -> None:
    sandbox.commit({".gitattributes": "*.png binary\n"})
    sandbox.write(".gitattributes", "*.yaml -diff\n")
    assert [problem.kind for problem in WorkTree(sandbox.open(), SCOPE).problems()] == ["risky-attributes"]
