"""What is spared while a module is imported is there for whoever looks, also as a part of its package."""

import importlib
import os
import sys

import pytest

from sim.system import blas
from sim.system.stand_ins import StandIn, spared


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "pack_here").mkdir()
    (tmp_path / "pack_here/__init__.py").write_text("")
    (tmp_path / "pack_here/heavy.py").write_text("weight = 7\n")
    (tmp_path / "pack_here/user.py").write_text("from pack_here import heavy\nimport pack_here.heavy as same\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("pack_here")
    for name in [name for name in sys.modules if name.startswith("pack_here")]:
        del sys.modules[name]


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


@pytest.mark.parametrize(("set_before", "then"), [(None, "1"), ("4", "4")])
def test_openblas_gets_one_thread_unless_the_user_says_otherwise(monkeypatch, set_before, then):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if set_before:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_before)
    blas.one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == then


def test_what_a_package_imports_for_its_users_stays(tmp_path, monkeypatch):
    """Also if the package is spared itself and imported in the meantime, as by a part of it that is needed."""
    (tmp_path / "pack_there").mkdir()
    (tmp_path / "pack_there/__init__.py").write_text("from pack_there import heavy\n")
    (tmp_path / "pack_there/heavy.py").write_text("weight = 7\n")
    (tmp_path / "pack_there/light.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    with spared("pack_there", "pack_there.heavy"):
        importlib.import_module("pack_there.light")
        assert "pack_there" in sys.modules and not isinstance(sys.modules["pack_there"], StandIn)
    package = importlib.import_module("pack_there")
    assert package.heavy.weight == importlib.import_module("pack_there.heavy").weight == 7
