"""A Chinese masked language model in ONNX, where a newsroom has one: a second opinion.

The folder holds one `*.onnx`, which takes `input_ids` (and may take `attention_mask` and
`token_type_ids`) and gives the logits of each token first, and `vocab.txt`, a token a line, each
Chinese character a token: the files of BERT and its kin.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from articles.proofing.house import Variant

#: So many characters on either side of a candidate are read with it.
_REACH = 60
#: So many sentences go through the model at once.
_TOGETHER = 16
_MASK, _FIRST, _LAST, _PADDING, _UNKNOWN = "[MASK]", "[CLS]", "[SEP]", "[PAD]", "[UNK]"


class ModelRefused(ValueError):  # noqa: N818
    """Why a folder can't be used as a model, in a sentence for whoever set it up."""


class MaskedModel:
    """Compares what stands at a place with what might stand there."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelRefused."""
        files = sorted(folder.glob("*.onnx"))
        vocabulary = folder / "vocab.txt"
        if len(files) != 1 or not vocabulary.is_file():
            raise ModelRefused(f"“{folder}”里要有一个.onnx文件和一个vocab.txt。")
        tokens = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {token.strip(): number for number, token in enumerate(tokens)}
        missing = {_MASK, _FIRST, _LAST, _PADDING, _UNKNOWN} - self._numbers.keys()
        if missing:
            raise ModelRefused(f"“{vocabulary}”里缺{'、'.join(sorted(missing))}。")
        self._session = _open(files[0])
        self._inputs = {each.name for each in self._session.get_inputs()}
        if "input_ids" not in self._inputs:
            raise ModelRefused(f"“{files[0]}”没有名为input_ids的输入，不是这里能用的模型。")

    def compare(self, variants: Sequence[Variant]) -> list[float]:
        """For each how much likelier the new characters are than the old (natural logarithm).

        What would change the length of the text is 0: the model can't say.
        """
        found = [0.0] * len(variants)
        asked = [n for n, each in enumerate(variants) if len(each.old) == len(each.new)]
        # Sentences of one length go together, so that little is padded.
        asked.sort(key=lambda n: len(variants[n].text))
        for at in range(0, len(asked), _TOGETHER):
            some = asked[at : at + _TOGETHER]
            values = self._run([variants[n] for n in some])
            for number, value in zip(some, values, strict=True):
                found[number] = value
        return found

    def _run(self, variants: Sequence[Variant]) -> list[float]:
        import numpy as np  # noqa: PLC0415  (comes with onnxruntime)

        rows, places = zip(*map(self._encode, variants), strict=True)
        size = max(map(len, rows))
        padding = self._numbers[_PADDING]
        ids = np.array([[*row, *[padding] * (size - len(row))] for row in rows], dtype=np.int64)
        lengths = np.array([[len(row)] for row in rows])
        mask = (np.arange(size)[None, :] < lengths).astype(np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        given = {name: value for name, value in given.items() if name in self._inputs}
        logits = self._session.run(None, given)[0]
        values = []
        for number, (variant, changed) in enumerate(zip(variants, places, strict=True)):
            value = 0.0
            for place, old, new in changed:
                row = logits[number, place]
                value += float(row[self._number(new)] - row[self._number(old)])
            values.append(value if variant.old != variant.new else 0.0)
        return values

    def _encode(self, variant: Variant) -> tuple[list[int], list[tuple[int, str, str]]]:
        """The numbers of the tokens, with a mask where old and new differ, and those places."""
        first = max(0, variant.start - _REACH)
        text = variant.text[first : variant.start + len(variant.old) + _REACH]
        row = [self._number(character) for character in text]
        changed = []
        for at, (old, new) in enumerate(zip(variant.old, variant.new, strict=True)):
            if old != new:
                place = variant.start - first + at
                row[place] = self._numbers[_MASK]
                changed.append((place + 1, old, new))
        return [self._numbers[_FIRST], *row, self._numbers[_LAST]], changed

    def _number(self, character: str) -> int:
        number = self._numbers.get(character.lower())
        return self._numbers[_UNKNOWN] if number is None else number


def _open(file: Path) -> Any:
    try:
        import onnxruntime  # noqa: PLC0415  (optional: requirements-proofing.txt)
    except ImportError as error:
        raise ModelRefused("没有装onnxruntime，见requirements-proofing.txt。") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common class
        raise ModelRefused(f"“{file}”读不了\N{FULLWIDTH COLON}{str(error)[:200]}") from error


@cache
def load_masked(folder: Path) -> MaskedModel:
    """The model of a folder. Raises ModelRefused."""
    return MaskedModel(folder)
