"""Near copies."""

import random

from rapidfuzz.fuzz import ratio

from audit.values.similarity import bare, groups, longest_equal


def test_bare_leaves_names_figures_and_signs_out() -> None:
    assert bare("14点到达景小波住处，还500元。", ("景小波",)) == "点到达住处还元"


def test_groups_agree_with_comparing_everything() -> None:
    dice = random.Random(7)
    letters = "客户表示目前经济困难收入不稳定愿意分期偿还欠款我方出示证件说明来意后离开现场未与邻居接触"
    texts = ["".join(dice.choices(letters, k=dice.randint(40, 90))) for _ in range(150)]
    for _ in range(40):
        copy = list(dice.choice(texts))
        for _ in range(dice.randint(0, 3)):
            copy[dice.randrange(len(copy))] = "改"
        texts.append("".join(copy))
    expected = {
        (i, j)
        for i in range(len(texts))
        for j in range(i + 1, len(texts))
        if texts[i] == texts[j] or ratio(texts[i], texts[j]) >= 95
    }
    found = groups(texts, 0.95)
    assert {(i, j) for i, same in found.items() for j in same if i < j} >= {
        (i, j) for i, j in expected if ratio(texts[i], texts[j]) >= 95
    }
    assert all(any((min(i, j), max(i, j)) in expected for j in same if i != j) for i, same in found.items())


def test_empty_texts_and_nothing_at_all() -> None:
    assert groups(["", ""], 0.95) == {}
    assert groups([], 0.95) == {}
    assert groups(["短"], 0.95) == {}


def test_a_copy_of_an_exact_copy_is_in_the_group() -> None:
    text = "客户表示目前经济困难收入不稳定愿意分期偿还欠款我方出示证件说明来意后离开现场"
    assert groups([text, text, text[:-1] + "改"], 0.95) == {0: [0, 1, 2], 1: [0, 1, 2], 2: [0, 1, 2]}


def test_longest_equal() -> None:
    assert longest_equal("甲乙丙丁戊", "子乙丙丁") == (1, 1, 3)
    assert longest_equal("", "甲") == (0, 0, 0)
