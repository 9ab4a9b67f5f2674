"""OpenBLAS starts no threads of its own, unless the user wants them."""

import os

import pytest

from sim.system import blas


@pytest.mark.parametrize(("set_before", "then"), [(None, "1"), ("4", "4")])
def test_it_gets_one_thread_unless_the_user_says_otherwise(monkeypatch, set_before, then):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if set_before:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_before)
    blas.one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == then
