"""Files are made beside the event loop: few at once, and nobody waits for one for long."""

import asyncio
import threading

import pytest

from api.cohorts.rendering import BusyError, Rendering


async def test_a_file_is_made_beside_the_loop() -> None:
    rendering = Rendering()
    loop_thread = threading.get_ident()
    made_in: list[int] = []

    def work() -> bytes:
        made_in.append(threading.get_ident())
        return b"x"

    assert await rendering.make(work) == b"x"
    assert made_in[0] != loop_thread
    rendering.close()


async def test_so_many_at_once_and_no_more() -> None:
    rendering = Rendering(at_once=2, most=4)
    going, most = 0, 0
    lock, let_go = threading.Lock(), threading.Event()

    def work() -> bytes:
        nonlocal going, most
        with lock:
            going += 1
            most = max(most, going)
        let_go.wait(5)
        with lock:
            going -= 1
        return b"x"

    waiting = [asyncio.create_task(rendering.make(work)) for _ in range(4)]
    await asyncio.sleep(0.05)
    with pytest.raises(BusyError):
        await rendering.make(work)
    let_go.set()
    assert await asyncio.gather(*waiting) == [b"x"] * 4
    assert most == 2
    assert await rendering.make(work) == b"x"
    rendering.close()


async def test_one_that_takes_too_long_is_given_up_and_keeps_its_place() -> None:
    rendering = Rendering(at_once=1, most=1, seconds=0.05)
    let_go, has_ended = threading.Event(), threading.Event()

    def slow() -> bytes:
        let_go.wait(5)
        has_ended.set()
        return b"late"

    with pytest.raises(BusyError):
        await rendering.make(slow)
    assert not has_ended.is_set()
    with pytest.raises(BusyError):
        await rendering.make(lambda: b"x")
    let_go.set()
    for _ in range(100):
        await asyncio.sleep(0.01)
        try:
            assert await rendering.make(lambda: b"x") == b"x"
            break
        except BusyError:
            continue
    else:
        pytest.fail("its place is not free again")
    rendering.close()


async def test_what_goes_wrong_is_told_to_whoever_asked() -> None:
    rendering = Rendering(most=1)

    def work() -> bytes:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            await rendering.make(work)
    rendering.close()
