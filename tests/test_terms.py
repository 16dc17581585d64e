"""Term links in Chinese: longest match, exceptions, Latin words whole."""

import pytest

from generator.linking.terms import TermIndex

INDEX = TermIndex(
    tuple(
        sorted(
            {
                "逾期": "terms/overdue",
                "逾期罚息": "terms/penalty",
                "北大": "terms/pku",
                "向北大概": None,
                "LPR": "terms/lpr",
            }.items()
        )
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我已逾期三个月", ["terms/overdue"]),
        ("逾期罚息怎么算", ["terms/penalty"]),
        ("向北大概走了", []),
        ("去北大看看", ["terms/pku"]),
        ("一年期LPR的", ["terms/lpr"]),
        ("XLPRS", []),
    ],
)
def test_find(text: str, found: list[str]) -> None:
    assert [key for _, _, key in INDEX.find(text)] == found
