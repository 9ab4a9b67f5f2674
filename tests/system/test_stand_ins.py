"""What is spared while a module is imported is there for whoever looks, also as a part of its package."""

import importlib
import sys

import pytest

from sim.system.stand_ins import StandIn, spared


@pytest.fixture
def written(tmp_path, monkeypatch):
    """`written(text)` writes the package pack_here, with that text of its own, and its modules heavy and user."""
    def write(text: str) -> None:
        (tmp_path / "pack_here").mkdir()
        for name, content in {"__init__": text, "heavy": "weight = 7\n",
                              "user": "from pack_here import heavy\nimport pack_here.heavy as same\n"}.items():
            (tmp_path / f"pack_here/{name}.py").write_text(content)
        monkeypatch.syspath_prepend(tmp_path)

    yield write
    for name in [name for name in sys.modules if name.startswith("pack_here")]:
        del sys.modules[name]


@pytest.fixture
def package(written):
    written("")
    return importlib.import_module("pack_here")


def test_a_stand_in_is_found_in_its_package_and_gives_way(package):
    with spared("pack_here.heavy"):
        user = importlib.import_module("pack_here.user")
        assert isinstance(package.heavy, StandIn)
        assert user.heavy is user.same is package.heavy
    assert not hasattr(package, "heavy") and "pack_here.heavy" not in sys.modules
    assert user.heavy.weight == 7
    assert package.heavy is sys.modules["pack_here.heavy"] and not isinstance(package.heavy, StandIn)


def test_what_is_there_already_is_not_spared(package):
    heavy = importlib.import_module("pack_here.heavy")
    with spared("pack_here.heavy"):
        assert importlib.import_module("pack_here.user").heavy is heavy
    assert package.heavy is heavy


def test_what_a_package_imports_for_its_users_stays(written):
    """Also if the package is spared itself and imported in the meantime, as by a part of it that is needed."""
    written("from pack_here import heavy\n")
    with spared("pack_here", "pack_here.heavy"):
        importlib.import_module("pack_here.user")
        assert not isinstance(sys.modules["pack_here"], StandIn)
    package = importlib.import_module("pack_here")
    assert package.heavy.weight == importlib.import_module("pack_here.heavy").weight == 7
