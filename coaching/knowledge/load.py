"""All domain knowledge in one object, handed to everything that decides."""

from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from coaching.knowledge.advice import Advice, Criteria
from coaching.knowledge.articles import Articles, read_articles
from coaching.knowledge.commands import Commands
from coaching.knowledge.cues import Cues
from coaching.knowledge.decision import DecisionTable, Kinds
from coaching.knowledge.dialogue import Dialogue
from coaching.knowledge.files import SpokenFiles, read_toml
from coaching.knowledge.findings import FindingTexts
from coaching.knowledge.languages import Languages
from coaching.knowledge.lexicon import Lexicon
from coaching.knowledge.prices import Prices
from coaching.knowledge.privacy import Privacy
from coaching.knowledge.questions import QuestionTexts
from coaching.knowledge.regions import RegionWords
from coaching.knowledge.rewrites import RewriteTexts
from coaching.knowledge.rubric import Rubric
from coaching.knowledge.situations import Situations
from coaching.knowledge.small_talk import SmallTalk
from coaching.knowledge.talk import Talk
from coaching.knowledge.tasks import Tasks
from coaching.knowledge.triage_texts import TriageTexts


class Knowledge:
    """The data files, each read and checked when it is first asked for, so that a command loads what it uses."""

    def __init__(self, folder: Traversable | None = None) -> None:
        """Read from `folder`, by default the files that are installed with the package."""
        self.folder = folder or files("coaching.knowledge")
        self._dialogues = SpokenFiles(self.folder, "dialogue.toml", Dialogue)
        self._finding_texts = SpokenFiles(self.folder, "findings.toml", FindingTexts)
        self._question_texts = SpokenFiles(self.folder, "questions.toml", QuestionTexts)
        self._rewrite_texts = SpokenFiles(self.folder, "rewrites.toml", RewriteTexts)
        self._cues: dict[str, Cues] = {}

    @cached_property
    def commands(self) -> Commands:
        """The words that mean an action."""
        return read_toml(self.folder, "commands.toml", Commands)

    @cached_property
    def talk(self) -> Talk:
        """What the coach says around its three jobs."""
        return read_toml(self.folder, "talk.toml", Talk)

    @cached_property
    def small_talk(self) -> SmallTalk:
        """What people say that is no prompt."""
        return read_toml(self.folder, "small_talk.toml", SmallTalk)

    @cached_property
    def languages(self) -> Languages:
        """By what a language is known."""
        return read_toml(self.folder, "languages.toml", Languages)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words by which facts are known."""
        return read_toml(self.folder, "lexicon.toml", Lexicon)

    @cached_property
    def region_words(self) -> RegionWords:
        """By what words pasted material is told from instructions."""
        return read_toml(self.folder, "regions.toml", RegionWords)

    @cached_property
    def privacy(self) -> Privacy:
        """How secrets and private data look."""
        return read_toml(self.folder, "privacy.toml", Privacy)

    def dialogue(self, language: str) -> Dialogue:
        """The coach's own words around a result, in English where it doesn't speak the language."""
        return self._dialogues.of(language)

    @cached_property
    def rubric(self) -> Rubric:
        """What the levels mean, and how they make a score."""
        return read_toml(self.folder, "rubric.toml", Rubric)

    @cached_property
    def tasks(self) -> Tasks:
        """The kinds of tasks, and what a good answer to each needs."""
        return read_toml(self.folder, "tasks.toml", Tasks)

    def cues(self, language: str) -> Cues:
        """The cues of a language; none at all where the coach doesn't speak it."""
        if language not in self._cues:
            spoken = (self.folder / "cues" / f"{language}.toml").is_file()
            self._cues[language] = read_toml(self.folder, f"cues/{language}.toml", Cues) if spoken else Cues()
        return self._cues[language]

    @cached_property
    def articles(self) -> Articles:
        """What the coach can explain."""
        return read_articles(self.folder)

    def question_texts(self, language: str) -> QuestionTexts:
        """What to ask for and what to add, in English where the coach doesn't speak the language."""
        return self._question_texts.of(language)

    def rewrite_texts(self, language: str) -> RewriteTexts:
        """The words of rewrites and wishes, in English where the coach doesn't speak the language."""
        return self._rewrite_texts.of(language)

    @cached_property
    def decision_table(self) -> DecisionTable:
        """What decides a triage."""
        return read_toml(self.folder, "triage/table.toml", DecisionTable)

    @cached_property
    def kinds(self) -> Kinds:
        """What is usual where a fact of a triage is unknown."""
        return read_toml(self.folder, "triage/kinds.toml", Kinds)

    @cached_property
    def situations(self) -> Situations:
        """How a situation told in free words is read."""
        return read_toml(self.folder, "triage/reading.toml", Situations)

    @cached_property
    def triage(self) -> TriageTexts:
        """What people see of the triage."""
        return read_toml(self.folder, "triage/wording.toml", TriageTexts)

    @cached_property
    def criteria(self) -> Criteria:
        """What each value of a fact speaks for."""
        return read_toml(self.folder, "triage/criteria.toml", Criteria)

    @cached_property
    def advice(self) -> Advice:
        """What to do with each recommendation of the triage."""
        return read_toml(self.folder, "triage/advice.toml", Advice)

    @cached_property
    def prices(self) -> Prices:
        """What the options of the triage cost, dated."""
        return read_toml(self.folder, "prices.toml", Prices)

    def finding_texts(self, language: str) -> FindingTexts:
        """What the assessor says, in English where the coach doesn't speak the language."""
        return self._finding_texts.of(language)
