import pytest
import torch
from small_voice import SHAPE, small_tokenizer, small_weights

from ocelli.data.chat import ChatTemplate
from ocelli.data.plain_questions import QUESTIONS
from ocelli.invented_questions import OPENINGS, first_sentence, invented, unlike
from ocelli.model.bridge import IMAGE_TOKENS
from ocelli.model.text_tower import Teacher
from ocelli.model.voice import from_weights


@pytest.mark.parametrize(("text", "sentence"), [
    ("What is a comet? It is ice.", "What is a comet?"), (" Name 3.5 things.\nNow", "Name 3.5 things."), ("What is\na comet?", ""),
    ("What is a comet", ""), ("Say hello!", "Say hello!")])
def test_a_question_is_the_first_sentence_of_the_first_line(text, sentence):
    assert first_sentence(text) == sentence


def test_what_is_tested_is_not_asked():
    tested = [question for question, _ in QUESTIONS]
    asked = ["What's the capital city of France?", "How do glaciers move?", "what is 2 + 2"]
    assert unlike(tested, asked, Teacher()) == ["How do glaciers move?"]
    assert unlike(tested, [], Teacher()) == []


def test_a_voice_goes_on_with_each_opening():
    voice, template = from_weights(small_weights(), SHAPE), ChatTemplate(small_tokenizer(), IMAGE_TOKENS)
    seen = []
    generate = voice.generate
    voice.generate = lambda **of: seen.append(template.tokenizer.decode(of["input_ids"][0])) or generate(**of)
    questions = invented(voice, template, 2)
    assert len(seen) == len(OPENINGS.split("|")) and torch.initial_seed() == 0
    assert questions == invented(voice, template, 2), "the same seed, the same questions"
    assert questions and len(set(questions)) == len(questions)
    assert all(len(question.split()) >= 3 and question[-1] in ".?" for question in questions)
