"""The window's threads share what is known of a wording: readings made at the same time are the same as one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.account import read
from audit.account.words import vocabulary

ACCOUNTS = (
    "我和小王到他家，没带证，客户让我们进去坐。他哥说欠钱的事他不管，我们说再不还就天天来。",
    "客户不在，邻居说他欠了银行不少，我们没接话。门上没贴东西，也没留纸条，拍了门牌就走了。",
    "录音笔没电，中途换了电池，前面十分钟没录上。客户当场微信转了两千到我手机，说帮他还上。",
)


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_read_as_one() -> None:
    alone = [read(text).mentions for text in ACCOUNTS]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(100):
            vocabulary().forget()
            each = [pool.submit(lambda: [read(text).mentions for text in ACCOUNTS]) for _ in range(4)]
            assert [one.result() for one in each] == [alone] * 4
