"""The network as it is trained, in PyTorch, and its weights as the product reads them."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from audit.second.columns import FLAGS, VALUES
from audit.second.network import HEAD
from bench.second.base import WIDE, Base, in_bytes
from bench.second.material import CODES

MARKS = 3
SHARP, DROPPED = 2.0, 0.2


class Layer(nn.Module):
    """A layer as the base has it."""

    def __init__(self, base: Base, name: str):
        super().__init__()
        tables = {
            p: base.tensor(f"{name}.{p}.w").view(len(base.get(f"{name}.{p}.b")), -1) for p in ("q", "k", "v", "ao", "fi", "fo")
        }
        biases = {p: base.tensor(f"{name}.{p}.b") for p in tables}
        qkv = torch.cat([tables.pop(p) for p in "qkv"]), torch.cat([biases.pop(p) for p in "qkv"])
        for part, (table, bias) in {"qkv": qkv, **{p: (t, biases[p]) for p, t in tables.items()}}.items():
            linear = nn.Linear(table.shape[1], table.shape[0])
            linear.weight.data, linear.bias.data = table.contiguous(), bias
            setattr(self, part, linear)
        self.aln, self.oln = base.norm(f"{name}.aln"), base.norm(f"{name}.oln")

    def behead(self, heads: int, x: Tensor, veil: Tensor, there: Tensor) -> None:
        """Only the `heads` of attention stay that say most on `x`; what the others say on the average goes on being said."""
        mixed = self.mixed(x, veil)[there]
        tables = self.ao.weight.view(len(self.ao.weight), -1, HEAD)
        said = torch.einsum("nhd,ohd->nho", mixed.view(len(mixed), -1, HEAD), tables)
        strength = (said - said.mean(0)).square().sum((0, 2))
        kept = strength.argsort(descending=True, stable=True)[:heads].sort().values
        gone = torch.ones(len(strength), dtype=torch.bool).index_fill(0, kept, False)
        self.ao.bias.data += said.mean(0)[gone].sum(0)
        self.ao.weight.data = tables[:, kept].reshape(len(tables), -1).clone()
        self.qkv.weight.data = self.qkv.weight.view(3, len(strength), HEAD, -1)[:, kept].reshape(3 * heads * HEAD, -1).clone()
        self.qkv.bias.data = self.qkv.bias.view(3, len(strength), HEAD)[:, kept].reshape(-1).clone()
        self.qkv.out_features, self.ao.in_features = 3 * heads * HEAD, heads * HEAD

    def narrow(self, inner: int, x: Tensor) -> None:
        """Only the `inner` units stay that are loudest on `x`; what the others say on the average goes on being said."""
        loud = F.gelu(self.fi(x)).reshape(-1, self.fi.out_features)
        strength = loud.abs().mean(0) * self.fo.weight.norm(dim=0)
        kept = strength.argsort(descending=True, stable=True)[:inner].sort().values
        gone = torch.ones(len(strength), dtype=torch.bool).index_fill(0, kept, False)
        self.fo.bias.data += self.fo.weight[:, gone] @ loud.mean(0)[gone]
        self.fi.weight.data, self.fi.bias.data = self.fi.weight[kept].clone(), self.fi.bias[kept].clone()
        self.fo.weight.data = self.fo.weight[:, kept].clone()
        self.fi.out_features = self.fo.in_features = inner

    def forward(self, x: Tensor, veil: Tensor) -> Tensor:
        x = self.attended(x, veil)
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), DROPPED, self.training))

    def attended(self, x: Tensor, veil: Tensor) -> Tensor:
        return self.aln(x + F.dropout(self.ao(self.mixed(x, veil)), DROPPED, self.training))

    def mixed(self, x: Tensor, veil: Tensor) -> Tensor:
        q, k, v = (part.transpose(1, 2) for part in self.qkv(x).view(*x.shape[:2], 3, -1, HEAD).unbind(2))
        mixed = torch.softmax((q @ k.transpose(2, 3)) * (HEAD**-0.5) + veil, -1) @ v
        return mixed.transpose(1, 2).flatten(2)


class Net(nn.Module):
    """Gives a score a piece and rule, and the glance that half of the layers give."""

    def __init__(self, base: Base, layers: int):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.tensor(base.words), freeze=False)
        self.pos = nn.Parameter(base.tensor("emb.pos").view(-1, WIDE) + base.tensor("emb.type")[:WIDE], requires_grad=False)
        self.eln = base.norm("emb.ln")
        self.marks = nn.ModuleList(nn.Embedding(16, WIDE) for _ in range(MARKS))
        self.flags = nn.ModuleList(nn.Embedding(VALUES, WIDE) for _ in range(FLAGS))
        for table in (*self.marks, *self.flags):
            nn.init.normal_(table.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(base, f"l{i}") for i in range(layers))
        self.glance, self.head = (nn.Linear(WIDE, len(CODES)) for _ in range(2))
        for head in (self.glance, self.head):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.constant_(head.bias, -4.0)
        if base.rules:
            self._resume(base)

    def _resume(self, base: Base) -> None:
        """Marks, what rows say, and the rules that the base knows already."""
        for name, tables in (("mark", self.marks), ("flag", self.flags)):
            for i, table in enumerate(tables):
                table.weight.data = base.tensor(f"{name}{i}").view(WIDE, -1).T.contiguous()
        for name, head in (("head", self.head), ("glance", self.glance)):
            old, bias = base.tensor(f"{name}.w").view(len(base.rules), WIDE), base.tensor(f"{name}.b")
            for i, code in enumerate(CODES):
                if code in base.rules:
                    head.weight.data[i] = old[base.rules.index(code)]
                    head.bias.data[i] = bias[base.rules.index(code)]

    @torch.no_grad()
    def narrow(self, heads: int, inner: int, ids: Tensor, marks: Tensor, flags: Tensor, there: Tensor) -> None:
        """Fewer heads and units inside each layer: those that are loudest on these texts."""
        self.eval()
        x, veil = self._begun(ids, marks, flags, there)
        for layer in self.layers:
            layer.behead(heads, x, veil, there)
            layer.narrow(inner, layer.attended(x, veil)[there])
            x = layer(x, veil)
        self.train()

    def _begun(self, ids: Tensor, marks: Tensor, flags: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        x = self.word(ids) + self.pos[: ids.shape[1]] + sum(m(marks[:, :, i]) for i, m in enumerate(self.marks))
        row = sum(f(flags[:, i]) for i, f in enumerate(self.flags))
        x = torch.cat([x[:, :1] + row[:, None], x[:, 1:]], 1)
        x = F.dropout(self.eln(x), DROPPED, self.training)
        return x, torch.zeros(there.shape).masked_fill(~there, -1e4)[:, None, None, :]

    def forward(self, ids: Tensor, marks: Tensor, flags: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        x, veil = self._begun(ids, marks, flags, there)
        glance = x
        for i, layer in enumerate(self.layers):
            x = layer(x, veil)
            if i + 1 == len(self.layers) // 2:
                glance = self.glance(x)
        return glance, self.head(F.dropout(x, DROPPED, self.training))


def pooled(table: Tensor, there: Tensor) -> Tensor:
    table = table.masked_fill(~there[:, :, None], -30.0)
    return (torch.softmax(SHARP * table, 1) * table).sum(1)


def packed(net: Net, base: Base) -> dict[str, Any]:
    """The weights as the product reads them: large tables in bytes with a scale a column (of words: a row)."""
    state = {name: value.float().numpy() for name, value in net.state_dict().items()}
    out = in_bytes("word", state["word.weight"])
    out |= {"pos": state["pos"][:256].astype("f2"), "eln.w": state["eln.weight"], "eln.b": state["eln.bias"]}
    for head in ("head", "glance"):
        out |= {f"{head}.w": state[f"{head}.weight"].T.copy(), f"{head}.b": state[f"{head}.bias"]}
    out |= {f"mark{i}": state[f"marks.{i}.weight"] for i in range(MARKS)}
    out |= {f"flag{i}": state[f"flags.{i}.weight"] for i in range(FLAGS)}
    for i in range(len(net.layers)):
        out |= _layer(state, i)
    out["pieces"] = np.frombuffer("\n".join(base.pieces).encode(), np.uint8)
    out["piece_scores"] = np.array(base.scores, "f")
    out["rules"] = np.frombuffer("\n".join(CODES).encode(), np.uint8)
    return out


def _layer(state: dict[str, Any], i: int) -> dict[str, Any]:
    of, out = f"layers.{i}.", {}
    for name in ("qkv", "ao", "fi", "fo"):
        out |= in_bytes(f"l{i}.{name}.w", state[f"{of}{name}.weight"].T)
    out |= {f"l{i}.{p}.b": state[f"{of}{p}.bias"] for p in ("qkv", "ao", "fi", "fo")}
    return out | {f"l{i}.{p}.{k[0]}": state[f"{of}{p}.{k}"] for p in ("aln", "oln") for k in ("weight", "bias")}
