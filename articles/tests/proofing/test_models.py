"""Models of language that a newsroom may install: made small here, read as the large ones are."""

import numpy as np
import onnx
import pytest
from django.test import override_settings
from onnx import TensorProto, helper, numpy_helper

from articles.proofing.house import Variant
from articles.proofing.typos.language import load_model
from articles.proofing.typos.masked import MaskedModel, ModelRefused
from articles.review.house import load_house, masked_model, word_model

ARPA = """\\data\\
ngram 1=7
ngram 2=1

\\1-grams:
-2.0\t<unk>
-9\t<s>\t-0.3
-2.0\t</s>
-1.0\t我们\t-0.3
-1.5\t部署\t-0.3
-1.2\t布\t-0.3
-1.3\t署\t-0.3

\\2-grams:
-0.2\t我们 部署

\\end\\
"""
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"学校较开门了"]


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "words.arpa"
    path.write_text(ARPA, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """A model that adds up what each token of a sentence says for every other: 学 is for 校."""
    size = len(VOCABULARY)
    votes = np.zeros((size, size), dtype=np.float32)
    votes[VOCABULARY.index("学"), VOCABULARY.index("校")] = 3
    votes[VOCABULARY.index("开"), VOCABULARY.index("较")] = -1
    nodes = [
        helper.make_node("Gather", ["votes", "input_ids"], ["each"]),
        helper.make_node("ReduceSum", ["each", "axis"], ["sum"], keepdims=1),
        helper.make_node("Gather", ["nothing", "input_ids"], ["zeros"]),
        helper.make_node("Add", ["sum", "zeros"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "size"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", "size", size])],
        [
            numpy_helper.from_array(votes, "votes"),
            numpy_helper.from_array(np.zeros_like(votes), "nothing"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, tmp_path / "model.onnx")
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    return tmp_path


def test_a_word_model_weighs_words_in_their_order(words):
    model = load_model(words)

    assert model.weigh(["我们", "部署"]) == pytest.approx(-1.2)
    assert model.weigh(["^", "我们", "^"]) == pytest.approx(-1.0)
    # 布署 is no word of the model: it's weighed by its characters.
    assert model.weigh(["布署"]) == pytest.approx(model.weigh(["布", "署"]))


def test_what_is_no_word_model_is_none(tmp_path):
    other = tmp_path / "other.lm"
    other.write_text("灯", encoding="utf-8")

    assert (load_model(other), load_model(tmp_path / "nowhere.lm")) == (None, None)


def test_a_masked_model_says_how_much_likelier_another_character_is(folder):
    model = MaskedModel(folder)
    variants = [
        Variant("学较开门了", 1, "较", "校"),
        Variant("学校开门了", 1, "校", "较"),
        Variant("了", 0, "了", "门"),
        Variant("学学校", 0, "学学校", "学校"),
        Variant("学较开了", 0, "学较", "学校"),
        Variant("学校", 0, "学校", "学校"),
        Variant("奇较", 1, "较", "怪"),
    ]

    assert model.compare(variants) == [4.0, -4.0, 0.0, 0.0, 4.0, 0.0, 0.0]


def test_a_folder_that_is_no_model_is_refused_with_the_reason(folder):
    (folder / "vocab.txt").write_text("学\n校", encoding="utf-8")
    with pytest.raises(ModelRefused, match=r"里缺\[CLS\]、\[MASK\]、\[PAD\]、\[SEP\]、\[UNK\]。"):
        MaskedModel(folder)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelRefused, match="读不了"):
        MaskedModel(folder)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelRefused, match="要有一个"):
        MaskedModel(folder)


@pytest.mark.django_db
def test_the_house_has_the_models_that_the_settings_name(folder, words, caplog):
    with override_settings(WORD_MODEL=str(words), PROOFING_MODEL=str(folder)):
        house = load_house()
    with override_settings(WORD_MODEL="", PROOFING_MODEL=""):
        bare = load_house()
    with override_settings(PROOFING_MODEL=str(folder / "nowhere")):
        refused = masked_model()
    with override_settings(WORD_MODEL=str(folder / "nowhere.lm")):
        nothing = word_model()

    assert house.model.weigh(["我们", "部署"]) == pytest.approx(-1.2)
    assert house.second.compare([Variant("学较", 1, "较", "校")]) == [3.0]
    assert (bare.model, bare.second, refused, nothing) == (None, None, None, None)
    assert "要有一个.onnx文件和一个vocab.txt" in caplog.text
