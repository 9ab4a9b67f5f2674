"""docs/columns.md says what the code says, and every column has a meaning."""

from tests.documents import columns


def test_the_page_is_that_of_the_code():
    assert columns.PAGE.read_text(encoding="utf-8") == columns.page(), "run: python tests/documents/columns.py"


def test_every_column_says_what_it_means_and_somebody_reads_it():
    for table, found in columns.tables().items():
        for one in found:
            assert one.says, f"{table}.{one.name} says nothing"
            assert one.reads or one.writes, f"nobody reads {table}.{one.name}"
