"""What the words of a refusal must be."""

from assessments.texts import Text


def helps(message: Text, names: tuple[str, ...] = ()) -> bool:
    """Tell whether `message` is a sentence in both languages, with each of `names` in both."""
    both = (message.nb, message.en)
    whole = all(words.endswith(".") and words.strip() == words for words in both)
    return whole and message.nb != message.en and all(n in words for n in names for words in both)
