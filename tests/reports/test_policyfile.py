"""A policy written down reads back equal, whatever stands in it."""

import tomllib
from dataclasses import replace

import pytest

from audit.bankpack import toml
from audit.model import Text
from audit.policy import load, names, parse
from reports.policyfile import policy_toml


@pytest.mark.parametrize("name", names())
def test_every_pack_reads_back_equal(name: str) -> None:
    assert parse(tomllib.loads(policy_toml(load(name)))) == load(name)


def test_odd_words_read_back_equal() -> None:
    policy = load("cn-default")
    odd = Text('引"号\\\n\x7f𠮷\x01', "tab\t")
    limits = replace(policy.periods[0].limits, min_visitors=None, audio=None, entry_needs_consent=("a b", '"'))
    period = replace(policy.periods[0], title=odd, limits=limits, off=frozenset({"b", "a"}), grades={"x y": 1})
    changed = replace(policy, name=odd.zh, title=odd, periods=(period,), vocabulary=toml({"dress": (odd.zh,)}), contract=odd.zh)
    assert parse(tomllib.loads(policy_toml(changed))) == changed
