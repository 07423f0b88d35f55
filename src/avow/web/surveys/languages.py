"""Languages a survey is asked in: BCP 47 tags, what each is called, and which way it is written."""

import re

from django.utils.translation import gettext as _

EASY_READ = "en-x-easyread"
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*(-x(-[a-z0-9]{1,8})+)?"
)
# Scripts written from the right, and languages written in one of them unless they say otherwise.
_RIGHT_SCRIPTS = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa")
)
_RIGHT = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    )
)
# What speakers call their language. Others are shown by their tag until somebody adds them here.
_NAMES = {
    "am": "አማርኛ",
    "ar": "العربية",
    "bg": "Български",
    "bn": "বাংলা",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "he": "עברית",
    "hi": "हिन्दी",
    "hu": "Magyar",
    "it": "Italiano",
    "ku": "Kurdî",
    "ckb": "کوردیی ناوەندی",
    "lt": "Lietuvių",
    "ne": "नेपाली",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "sq": "Shqip",
    "ta": "தமிழ்",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "yi": "ייִדיש",
    "yo": "Yorùbá",
    "zh": "中文",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}


def tag_of(written: str) -> str:
    """Return a language tag as it is usually written: ``zh-Hant``, ``pt-BR``, ``en-x-easyread``.

    Raises:
        ValueError: it is no BCP 47 tag.
    """
    low = written.strip().replace("_", "-").lower()
    if not _TAG.fullmatch(low) or len(low) > 35:
        raise ValueError(
            _("“%(tag)s” is not a language tag. Examples: ar, pt-BR, zh-Hant.") % {"tag": written}
        )
    head, private, rest = low.partition("-x-")
    parts = head.split("-")
    cased = [parts[0]] + [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part
        for part in parts[1:]
    ]
    return "-".join(cased) + private + rest


def name_of(tag: str) -> str:
    """Return what speakers call the language, in its own script; the tag where we do not know."""
    if tag == EASY_READ:
        return _("Easy Read")
    low = tag.lower()
    for known in (low, low.partition("-")[0]):
        if known in _NAMES:
            own = _NAMES[known]
            return own if known == low else f"{own} ({tag})"
    return tag


def direction(tag: str) -> str:
    """Return ``rtl`` for a language written from the right, else ``ltr``."""
    parts = tag.lower().split("-x-")[0].split("-")
    script = next((part for part in parts[1:] if len(part) == 4), "")
    right = script in _RIGHT_SCRIPTS if script else parts[0] in _RIGHT
    return "rtl" if right else "ltr"


def known() -> list[tuple[str, str]]:
    """Return (tag, name) of the languages with a name here, Easy Read first."""
    tags = sorted((tag_of(tag), name) for tag, name in _NAMES.items() if tag != "en")
    return [(EASY_READ, _("Easy Read")), *tags]
