"""Findings: every fault with its place in the input, what is wrong and what to do about it."""

from collections.abc import Mapping

from coaching.critique.judge.case import Case
from coaching.critique.judge.faults import Flaw
from coaching.critique.judge.judgement import USABLE, Judgement
from coaching.critique.judge.wording import short, thing
from coaching.critique.reading import Reading, Secret, Span
from coaching.knowledge.findings import FindingTexts, Remark
from coaching.messages.critique import Concern, Dimension, Finding, Hint, Severity, Verdict

_NOWHERE = Span(0, 0)
_KEYS = frozenset(("api_key", "access_key", "secret_key", "token", "password", "private_key", "credentials", "pin"))
_GRAVE = 2
"""As many of the missing dimensions are grave where the prompt is vague."""
_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
_CONCERNS: Mapping[Hint, Concern] = {
    "calculation": "success_criteria",
    "live_data": "source",
    "private_data": "source",
}


def all_findings(case: Case, judgement: Judgement, texts: FindingTexts) -> tuple[Finding, ...]:
    """Safety first, then what the words show and what isn't there, the gravest first, then hints.

    A strong prompt hears of one thing at most, besides safety and hints.
    """
    said = {"thing": thing(case, texts)}
    shown = [_of_flaw(case.reading, flaw, said, texts) for flaw in judgement.flaws]
    named = {finding.dimension for finding in shown}
    absent = [
        _finding(dimension, _severity(dimension, rank, judgement.verdict), texts.remark(case.kind, dimension), said)
        for rank, dimension in enumerate(judgement.missing)
        if dimension not in named and judgement.levels[dimension].level < USABLE
    ]
    hints = [_finding(_CONCERNS[hint], "low", texts.hints[hint], said) for hint in judgement.hints if _unsaid(hint)]
    ranked = sorted((*shown, *absent), key=lambda finding: _SEVERITIES.index(finding.severity))
    optional = [] if hints else ranked[:1]
    return (
        *(_of_secret(secret, texts) for secret in case.reading.secrets),
        *(optional if judgement.verdict == "strong" else ranked),
        *hints,
    )


def _unsaid(hint: Hint) -> bool:
    """Whether no flaw says it already."""
    return hint != "private_data"


def _severity(dimension: Dimension, rank: int, verdict: Verdict) -> Severity:
    return "high" if verdict == "vague" and (rank < _GRAVE or dimension == "source") else "medium"


def _of_secret(secret: Secret, texts: FindingTexts) -> Finding:
    remark = texts.safety["key" if secret.kind in _KEYS else "private"]
    said = {"name": texts.secret_names.get(secret.kind, secret.kind.replace("_", " "))}
    return _finding("safety", "high", remark, said, Span(secret.source_start, secret.source_end))


def _of_flaw(reading: Reading, flaw: Flaw, said: Mapping[str, str], texts: FindingTexts) -> Finding:
    """A fault with its quote, unless the input's own words are not what the coach read there."""
    own = reading.text[slice(*flaw.at)]
    place = reading.source_span(flaw.at)
    quote = reading.source[slice(*place)]
    filled = {
        **said,
        "quote": short(own),
        "other": short(reading.text[slice(*flaw.other)]) if flaw.other else "",
        "count": str(flaw.count),
    }
    finding = _finding(flaw.dimension, flaw.severity, texts.faults[flaw.fault], filled, place)
    return finding.model_copy(update={"quote": quote}) if quote == own else finding


def _finding(
    dimension: Concern | Dimension, severity: Severity, remark: Remark, said: Mapping[str, str], at: Span = _NOWHERE
) -> Finding:
    return Finding(
        dimension=dimension,
        severity=severity,
        quote=None,
        start=at.start,
        end=at.end,
        message=remark.message.format(**said),
        advice=remark.advice.format(**said),
    )
