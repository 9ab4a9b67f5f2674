"""Limits on what one page may send, so that nobody can disturb a class."""

from __future__ import annotations

LONGEST_MESSAGE = 24_576  # bytes; a link to a run with many moves is the longest
RATE, BURST = 12.0, 60.0  # messages a second, and at once; acknowledgements of frames do not count
STRIKES = 4  # messages that make no sense, after which a page is dropped
MOST_ANSWERS = 30  # answers that wait for one page
MOST_PAGES = 260  # connections at once
PICTURES = 60  # pages of students with a map; others get numbers
SANDBOXES = 40  # stages of students at once
GUESSES = 10  # wrong keys or codes a minute from one address


class Bucket:
    """Lets `rate` things a second pass, and `burst` at once. The clock is given with each question."""

    def __init__(self, rate: float = RATE, burst: float = BURST):
        self.rate, self.burst = rate, burst
        self.left, self.since = burst, float("-inf")

    def passes(self, now: float) -> bool:
        """Whether one more may pass."""
        if now > self.since:
            more = self.rate * (now - self.since) if self.since > float("-inf") else 0.0
            self.left, self.since = min(self.burst, self.left + more), now
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True


class Guesses:
    """Wrong keys and codes by address: after ten in a minute, an address has to wait."""

    def __init__(self) -> None:
        self.buckets: dict[str, Bucket] = {}

    def may(self, address: str) -> bool:
        """Whether this address may try once more."""
        bucket = self.buckets.get(address)
        return bucket is None or bucket.left >= 1.0

    def wrong(self, address: str, now: float) -> None:
        """Note a wrong guess."""
        if len(self.buckets) > 1000:
            self.buckets.clear()
        self.buckets.setdefault(address, Bucket(GUESSES / 60.0, GUESSES)).passes(now)

    def wait(self, address: str, now: float) -> None:
        """Let time pass for an address."""
        bucket = self.buckets.get(address)
        if bucket and now > bucket.since:
            bucket.left = min(bucket.burst, bucket.left + bucket.rate * (now - bucket.since))
            bucket.since = now
