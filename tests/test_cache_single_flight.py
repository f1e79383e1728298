"""Equal work at the same time is done once, and nobody waits for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpanel.cache.single_flight import SingleFlight

SECONDS = 20.0
OUTCOMES = ["ok", "fail", "cancel"]


class Cancelled(Exception):
    """An error that concerns only whoever was cancelled."""


def is_cancelled(error: BaseException) -> bool:
    return isinstance(error, Cancelled)


def following(flight: SingleFlight[object], count: int) -> None:
    """Return when `count` threads wait for others."""
    seen = threading.Event()
    while len(flight._waiting) < count:
        assert not seen.wait(0.001)


def start(
    pool: ThreadPoolExecutor, flight: SingleFlight[object], leader, follower, *, followers: int, **options
):
    """Start a leader that works until its followers wait for it; return all futures."""
    at_work = threading.Event()

    def work() -> object:
        at_work.set()
        following(flight, followers)
        return leader()

    futures = [pool.submit(flight.run, "key", work)]
    assert at_work.wait(SECONDS)
    futures += [pool.submit(flight.run, "key", follower, **options) for _ in range(followers)]
    return futures


def never() -> object:
    raise AssertionError("this work should not have been done")


def test_followers_get_the_result_of_the_one_who_came_first():
    result = object()
    with ThreadPoolExecutor(8) as pool:
        futures = start(pool, SingleFlight(), lambda: result, never, followers=7)
        assert all(future.result(SECONDS) is result for future in futures)


def test_followers_get_the_error_of_the_one_who_came_first():
    def fail() -> object:
        raise LookupError("no answer")

    with ThreadPoolExecutor(4) as pool:
        for future in start(pool, SingleFlight(), fail, never, followers=3):
            with pytest.raises(LookupError, match="no answer"):
                future.result(SECONDS)


def test_a_follower_tries_itself_when_the_first_was_cancelled():
    def cancelled() -> object:
        raise Cancelled

    with ThreadPoolExecutor(4) as pool:
        leader, *followers = start(
            pool,
            SingleFlight(),
            cancelled,
            lambda: "done",
            followers=3,
            retry_when=is_cancelled,
        )
        assert [follower.result(SECONDS) for follower in followers] == ["done"] * 3
        with pytest.raises(Cancelled):
            leader.result(SECONDS)


def test_an_interrupt_is_raised_where_it_happened_and_nowhere_else():
    def interrupted() -> object:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(3) as pool:
        leader, *followers = start(pool, SingleFlight(), interrupted, lambda: "done", followers=2)
        assert [follower.result(SECONDS) for follower in followers] == ["done"] * 2
        with pytest.raises(KeyboardInterrupt):
            leader.result(SECONDS)


def test_a_follower_gives_up_and_the_work_goes_on():
    flight: SingleFlight[str] = SingleFlight()
    at_work, release = threading.Event(), threading.Event()

    def work() -> str:
        at_work.set()
        assert release.wait(SECONDS)
        return "late"

    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(flight.run, "key", work)
        assert at_work.wait(SECONDS)
        with pytest.raises(TimeoutError, match="another thread"):
            flight.run("key", lambda: "mine", timeout_seconds=0.0)
        release.set()
        assert leader.result(SECONDS) == "late"
    assert not flight._waiting


def test_a_result_is_shared_but_never_kept():
    flight: SingleFlight[int] = SingleFlight()
    assert [flight.run("key", lambda: 1), flight.run("key", lambda: 2)] == [1, 2]
    assert not flight._flights


def test_work_may_ask_for_its_own_key_again():
    flight: SingleFlight[str] = SingleFlight()
    assert flight.run("key", lambda: flight.run("key", lambda: "inner")) == "inner"


def test_two_threads_that_want_each_others_work_both_finish():
    flight: SingleFlight[str] = SingleFlight()
    both = threading.Barrier(2)

    def work(other: str) -> str:
        both.wait(SECONDS)
        return flight.run(other, lambda: f"{other} by hand")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(flight.run, "a", lambda: work("b"))
        second = pool.submit(flight.run, "b", lambda: work("a"))
        assert {first.result(SECONDS), second.result(SECONDS)} <= {"a by hand", "b by hand"}


@settings(deadline=None, max_examples=25)
@given(
    plan=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["ok", "fail", "cancel"])), min_size=1, max_size=40
    )
)
def test_whatever_the_mix_everybody_gets_an_answer_of_their_own_key(plan):
    flight: SingleFlight[str] = SingleFlight()
    busy: set[str] = set()
    overlaps: list[str] = []

    def call(key: str, outcome: str) -> str:
        def work() -> str:
            if key in busy:
                overlaps.append(key)
            busy.add(key)
            try:
                if outcome == "fail":
                    raise LookupError(key)
                if outcome == "cancel":
                    raise Cancelled(key)
                return key
            finally:
                busy.discard(key)

        try:
            return flight.run(
                key, work, timeout_seconds=SECONDS, retry_when=lambda e: isinstance(e, Cancelled)
            )
        except (LookupError, Cancelled) as error:
            return str(error.args[0])

    with ThreadPoolExecutor(16) as pool:
        futures = [pool.submit(call, key, outcome) for key, outcome in plan]
        assert [future.result(SECONDS) for future in futures] == [key for key, _ in plan]
    assert not overlaps
    assert not flight._flights
    assert not flight._waiting
