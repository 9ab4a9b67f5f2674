"""The room: names are text, bets are counts, marks have a pause, and nobody can send without end."""

from __future__ import annotations

import pytest

from sim.classroom.guests import Guests, cleaned, nickname
from sim.classroom.limits import BURST, Bucket, Guesses
from sim.classroom.room import HandIn, Room


def room(options: int = 3, guests: int = 4):
    one = Room("1234", "key", options, 200)
    return one, [one.guests.join(None, None, "en", n) for n in range(guests)]


@pytest.mark.parametrize(("given", "kept"), [
    ("<img src=x onerror=alert(1)>", "<img src=x onerr"), ("  Li\u202e Hua\x00 ", "Li Hua"), ("x" * 5000, "x" * 16),
    (7, ""), (None, ""), ("\n\t", ""), ("李华", "李华")])
def test_a_name_is_text_of_sixteen_characters(given, kept):
    assert cleaned(given) == kept


def test_nicknames_differ():
    assert len({nickname(n, "en") for n in range(192)}) == len({nickname(n, "zh") for n in range(192)}) == 192


def test_a_token_brings_the_same_guest_back():
    guests = Guests()
    guest = guests.join(None, "Li Hua", "en", 5)
    assert guests.join(guest.token, "somebody else", "zh", 9) is guest
    assert guests.join("not a token", None, "en", 1) is not guest


def test_a_full_room_lets_nobody_in_but_forgets_those_who_went_away():
    guests = Guests(2)
    first, second = guests.join(None, None, "en", 0), guests.join(None, None, "en", 0)
    first.connections = second.connections = 1
    assert guests.join(None, None, "en", 0) is None
    first.connections = 0
    assert guests.join(None, None, "en", 0) is not None


def test_two_votes_become_counts_and_a_matrix():
    one, (a, b, c, _) = room()
    one.enter("bet")
    assert one.bet(a, 0, 1) and one.bet(b, 0, 2) and one.bet(b, 1, 2) and one.bet(c, 2, 0)
    assert one.tally(0) == [1, 1, 1] and one.voted() == 3
    one.enter("talk")
    assert one.bet(a, 2, 1)
    assert one.tally(1) == [0, 1, 2], "who does not bet again stays with the first bet"
    assert one.matrix() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_a_bet_after_the_vote_is_late_and_does_not_count():
    one, (a, b, *_) = room()
    one.enter("bet")
    one.bet(a, 1, 1)
    one.enter("watch")
    assert one.bets_shown and one.bet(b, 0, 1) and b.late == (0, 1)
    one.bet(a, 2, 1)
    assert one.tally(0) == one.tally(1) == [0, 1, 0] and a.late is None


@pytest.mark.parametrize(("option", "sure"), [(3, 0), (-1, 0), (True, 0), ("0", 0), (0, 3), (None, 1), (0.0, 1)])
def test_a_bet_that_is_none_is_refused(option, sure):
    one, (a, *_) = room()
    one.enter("bet")
    assert not one.bet(a, option, sure) and one.tally(0) == [0, 0, 0]


def test_hands_may_be_counted_instead():
    one, _ = room()
    assert one.count_hands(0, [5, 6, 7]) and one.tally(1) == [5, 6, 7]
    assert one.count_hands(1, [0, 0, 18]) and one.tally(0) == [5, 6, 7] and one.tally(1) == [0, 0, 18]
    assert not one.count_hands(0, [1, 2]) and not one.count_hands(0, [1, 2, -3])


def test_a_mark_may_be_set_every_five_seconds():
    one, (a, b, *_) = room()
    one.enter("watch")
    assert one.mark(a, 10, 100.0) and not one.mark(a, 11, 104.9) and one.mark(b, 10, 104.9) and one.mark(a, 11, 105.0)
    assert dict(one.marks) == {10: 2, 11: 1}


def test_lines_lose_their_names_and_their_length():
    one, (a, *_) = room()
    assert not one.why(a, "too early")
    one.enter("watch")
    assert one.why(a, "trust\nfell " + "x" * 500) and a.said
    assert len(one.whys[0]) == 120 and one.whys[0].startswith("trust fell x")


def test_the_end_has_lines_of_its_own_and_nobody_fills_them_alone():
    one, (a, b, *_) = room()
    one.enter("end")
    for n in range(50):
        one.why(a, f"line {n}")
    assert one.why(b, "trust fell first") and not one.whys and not one.sandboxes
    assert one.exits == [*(f"line {n}" for n in range(8)), "trust fell first"]


def test_leaders_have_names_only_of_those_who_agreed():
    one, (a, b, *_) = room()
    for guest, agreed, members in ((a, False, 10.0), (b, True, 5.0), (a, False, 20.0)):
        one.hand_in(guest, HandIn(0, guest.token, guest.name, agreed, {}, 1, 9,
                                  {"followers": members, "profit": -members, "trust": 0.5}))
    best = one.leaders()
    assert [(entry["name"], entry["value"]) for entry in best["followers"]] == [("", 20.0), (b.name, 5.0)]
    assert [entry["value"] for entry in best["profit"]] == [-5.0, -20.0]


def test_a_bucket_lets_a_burst_pass_and_then_its_rate():
    bucket = Bucket(rate=10.0)
    assert sum(bucket.passes(50.0) for _ in range(500)) == BURST
    assert sum(bucket.passes(51.0) for _ in range(500)) == 10
    assert sum(bucket.passes(50.5) for _ in range(9)) == 0, "a clock that goes back gives nothing"


def test_an_address_that_guesses_has_to_wait():
    guesses = Guesses()
    assert guesses.may("there")
    for _ in range(10):
        guesses.wrong("there", 0.0)
    assert not guesses.may("there") and guesses.may("elsewhere")
    guesses.wait("there", 30.0)
    assert guesses.may("there")
