"""Random numbers: one uniform number for each (seed, stream, day, who, count), from a counter-based hash.

No state is kept between draws. A draw therefore does not depend on the order of calls, on threads or processes, or on
which other agents exist. The hash is the output function of splitmix64 (Steele, Lea & Flood 2014, OOPSLA), applied to a
keyed counter. 64-bit unsigned integers stay inside this file.
"""

from __future__ import annotations

import functools
import itertools
import math
import zlib

import numpy as np

from sim.core.compile import loop, plain, rule

_MASK = (1 << 64) - 1
_WHO = np.uint64(0x9E3779B97F4A7C15)
_COUNT = np.uint64(0xD1342543DE82EF95)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_UNIT = 1.0 / (1 << 53)
_DAYS = 64  # days of which the keys of a stream are worked out together
_LOG_FACTORIAL = np.array([0.0, *itertools.accumulate(math.log(k) for k in range(1, 256))])
NOTHING = 1e-17  # adding it to a number close to 1 does not change that number
_AGAIN = 1 << 30  # step of `count` between draws that rejection may have to repeat
_PARTS = 1.0 / np.arange(1.0, 257.0)  # reciprocals: multiplying takes a fifth of the time of dividing


def stream_key(seed: int, stream: str, day: int) -> np.uint64:
    """Key of one stream of random numbers on one day. It depends on the stream's name and on no other stream."""
    return _keys(seed, stream, day // _DAYS)[day % _DAYS]


@functools.lru_cache(4096)  # the same streams are used every day
def _keys(seed: int, stream: str, block: int) -> np.ndarray:
    """The keys of a stream on the days of a block (uint64), worked out together, which takes a tenth of the time."""
    days = np.arange(_DAYS * block, _DAYS * (block + 1))
    return plain(key_of)(np.uint64(stream_base(seed, stream)), days)


@functools.lru_cache(4096)
def stream_base(seed: int, stream: str) -> int:
    """The part of a stream's key that is the same on all days."""
    mixed = _mix_int((seed & _MASK) ^ 0xA0761D6478BD642F)
    return _mix_int(mixed + zlib.crc32(stream.encode()) * 0x9E3779B97F4A7C15)


def _mix_int(z: int) -> int:
    z &= _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


@rule
def key_of(base, day):
    """`stream_key` of one of many streams on a day, from its `stream_base` (uint64)."""
    z = base + np.uint64(day + 1) * _COUNT
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return z ^ (z >> _S31)


@rule
def uniform(key, who, count):
    """A uniform number in [0, 1) for `who` (a row, ≥ 0) and `count` (number of the draw, ≥ 0) under `key`."""
    z = key + np.uint64(who) * _WHO + np.uint64(count) * _COUNT
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    z = z ^ (z >> _S31)
    return float(z >> _S11) * _UNIT


@rule
def binomial(u, n, p):
    """Number of successes in `n` trials with chance `p`, by inversion of one uniform `u`; exact, in time O(n·p)."""
    if n <= 0 or u < 1.0 - n * p:  # (1 − p)ⁿ ≥ 1 − n·p
        return 0
    if p >= 1.0:
        return n
    if p > 0.5:
        return n - _binomial_small(1.0 - u, n, 1.0 - p)
    return _binomial_small(u, n, p)


@rule
def _binomial_small(u, n, p):
    term = _power(1.0 - p, n)
    odds = p / (1.0 - p)
    total = term
    k = 0
    while u >= total and k < n:
        term *= odds * (n - k) * (_PARTS[k] if k < _PARTS.size else 1.0 / (k + 1))
        total += term
        k += 1
    return k


@rule
def _power(x, n):
    """xⁿ by squaring, n ≥ 0. Gives the same bits compiled and interpreted, and is twice as fast as the logarithm."""
    power = 1.0
    while n > 0:
        if n & 1:
            power *= x
        x *= x
        n >>= 1
    return power


@rule
def successes(key, who, count, n, p):
    """A binomial number drawn with (key, who, count), in a time that does not grow with n·p; exact."""
    if n * min(p, 1.0 - p) < 10.0 or n >= _LOG_FACTORIAL.size:
        return binomial(uniform(key, who, count), n, p)
    return n - _accepted(key, who, count, n, 1.0 - p) if p > 0.5 else _accepted(key, who, count, n, p)


@rule
def _accepted(key, who, count, n, p):
    """Transformed rejection with squeeze (Hörmann 1993, J. Stat. Comput. Simul. 46:101, algorithm BTRS), p ≤ ½."""
    spread = math.sqrt(n * p * (1.0 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    while True:
        u, v = uniform(key, who, count) - 0.5, uniform(key, who, count + _AGAIN)
        us = 0.5 - abs(u)
        k = int(math.floor((2.0 * a / us + b) * u + n * p + 0.5)) if us > 0.0 else -1
        if us >= 0.07 and v <= 0.92 - 4.2 / b:
            return k
        if 0 <= k <= n and v > 0.0:
            mode = int((n + 1) * p)
            v *= (2.83 + 5.1 / b) * spread / (a / (us * us) + b)
            if math.log(v) <= _log_ways(n, k) - _log_ways(n, mode) + (k - mode) * math.log(p / (1.0 - p)):
                return k
        count += 2 * _AGAIN


@rule
def _log_ways(n, k):
    """Logarithm of the binomial coefficient n over k."""
    return _LOG_FACTORIAL[n] - _LOG_FACTORIAL[k] - _LOG_FACTORIAL[n - k]


@rule
def gumbel(u):
    """A number with the standard Gumbel distribution, from a uniform number."""
    return -math.log(-math.log(max(1e-300, u)))


@rule
def poisson(u, mean):
    """A Poisson number with the given mean (at most 700), by inversion of one uniform `u`."""
    if u < 1.0 - mean:  # exp(−mean) ≥ 1 − mean
        return 0
    term = math.exp(-mean)
    total = term
    k = 0
    while u >= total and k < 2000:
        k += 1
        term *= mean / k
        total += term
    return k


@rule
def poisson_steps(mean, steps):
    """Fill `steps` with the cumulative probabilities of 0, 1, 2, … at a mean, for many draws from one distribution.

    Above the mean, once the remaining probabilities are negligible, a 1 ends the table for `climb`; what follows is not
    read.
    """
    term = total = math.exp(-mean)
    for k in range(steps.size):
        steps[k] = total
        term *= mean / (k + 1)
        if term < NOTHING and k > mean:
            steps[k] = 1.0
            return
        total += term


@rule
def climb(u, steps):
    """A Poisson number below `steps.size`, by inversion of `u`: the same number as `poisson`, without divisions."""
    k = 0
    while k < steps.size - 1 and u >= steps[k]:
        k += 1
    return k


def single_uniform(key: np.uint64, who: int, count: int = 0) -> float:
    """`uniform` for plain Python (set-up code and the few agents with rules of their own); gives the same bits."""
    z = (int(key) + who * int(_WHO) + count * int(_COUNT)) & _MASK
    return (_mix_int(z) >> 11) * _UNIT


def uniforms(key, who, count: int = 0) -> np.ndarray:
    """`uniform` for an array of rows; float64 of the same shape."""
    rows = np.asarray(who, np.int64)
    drawn = np.empty(rows.shape)
    with np.errstate(over="ignore"):  # the hash overflows, with a warning when interpreted
        draw(np.uint64(key), rows.ravel(), int(count), drawn.ravel())
    return drawn


@loop
def draw(key, who, count, drawn):
    for n in range(who.size):
        drawn[n] = uniform(key, who[n], count)
