"""Work beside an acknowledgement: it is held on to, waited for, and never loud."""

import asyncio
import gc

from structlog.testing import capture_logs

from adapters.slack.errands import Errands


async def test_work_that_nobody_else_remembers_goes_on() -> None:
    errands, ended = Errands(), []

    async def wait_for_nothing() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            ended.append("cancelled")

    errands.run(wait_for_nothing())
    await asyncio.sleep(0)
    gc.collect()
    assert not ended
    await errands.finish(0)
    assert ended == ["cancelled"]


async def test_the_end_waits_for_work_that_is_under_way() -> None:
    errands, go_on, done = Errands(), asyncio.Event(), []

    async def work() -> None:
        await go_on.wait()
        done.append("work")

    errands.run(work())
    ending = asyncio.create_task(errands.finish(5))
    go_on.set()
    await ending
    assert done == ["work"]


async def test_what_goes_wrong_is_logged_by_its_place_and_without_its_text() -> None:
    errands = Errands()

    async def break_down() -> None:
        raise ValueError("sekrit")

    with capture_logs() as logs:
        errands.run(break_down())
        await errands.finish(5)
        await asyncio.sleep(0)
    assert [line["event"] for line in logs] == ["slack_errand_failed"]
    assert logs[0]["error"].startswith("ValueError in test_errands.py:")
    assert "sekrit" not in str(logs)
