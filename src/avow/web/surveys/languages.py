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
# What speakers call their language, and what it is called in English. Others are shown by their
# tag until somebody adds them here.
_NAMES = {
    "am": ("አማርኛ", "Amharic"),
    "ar": ("العربية", "Arabic"),
    "bg": ("Български", "Bulgarian"),
    "bn": ("বাংলা", "Bengali"),
    "cs": ("Čeština", "Czech"),
    "cy": ("Cymraeg", "Welsh"),
    "de": ("Deutsch", "German"),
    "el": ("Ελληνικά", "Greek"),
    "en": ("English", "English"),
    "es": ("Español", "Spanish"),
    "fa": ("فارسی", "Persian"),
    "fr": ("Français", "French"),
    "gu": ("ગુજરાતી", "Gujarati"),
    "he": ("עברית", "Hebrew"),
    "hi": ("हिन्दी", "Hindi"),
    "hu": ("Magyar", "Hungarian"),
    "it": ("Italiano", "Italian"),
    "ku": ("Kurdî", "Kurdish (Kurmanji)"),
    "ckb": ("کوردیی ناوەندی", "Kurdish (Sorani)"),
    "lt": ("Lietuvių", "Lithuanian"),
    "ne": ("नेपाली", "Nepali"),
    "pa": ("ਪੰਜਾਬੀ", "Punjabi"),
    "pl": ("Polski", "Polish"),
    "ps": ("پښتو", "Pashto"),
    "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"),
    "ru": ("Русский", "Russian"),
    "so": ("Soomaali", "Somali"),
    "sq": ("Shqip", "Albanian"),
    "ta": ("தமிழ்", "Tamil"),
    "ti": ("ትግርኛ", "Tigrinya"),
    "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"),
    "ur": ("اردو", "Urdu"),
    "vi": ("Tiếng Việt", "Vietnamese"),
    "yi": ("ייִדיש", "Yiddish"),
    "yo": ("Yorùbá", "Yoruba"),
    "zh": ("中文", "Chinese"),
    "zh-hans": ("简体中文", "Chinese, simplified"),
    "zh-hant": ("繁體中文", "Chinese, traditional"),
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
    return _("Easy Read") if tag == EASY_READ else _named(tag, 0)


def english_name(tag: str) -> str:
    """Return what the language is called in English, for staff who do not read its script."""
    return _("Easy Read") if tag == EASY_READ else _named(tag, 1)


def _named(tag: str, which: int) -> str:
    low = tag.lower()
    for known_tag in (low, low.partition("-")[0]):
        if known_tag in _NAMES:
            name = _NAMES[known_tag][which]
            return name if known_tag == low else f"{name} ({tag})"
    return tag


def direction(tag: str) -> str:
    """Return ``rtl`` for a language written from the right, else ``ltr``."""
    parts = tag.lower().split("-x-")[0].split("-")
    script = next((part for part in parts[1:] if len(part) == 4), "")
    right = script in _RIGHT_SCRIPTS if script else parts[0] in _RIGHT
    return "rtl" if right else "ltr"


def for_staff(tag: str) -> str:
    """Return both names of a language, the English one first."""
    english, own = english_name(tag), name_of(tag)
    return english if english == own else f"{english} – {own}"


def known() -> list[tuple[str, str]]:
    """Return (tag, name for staff) of the languages with a name here, Easy Read first."""
    tags = sorted((tag_of(tag) for tag in _NAMES if tag != "en"), key=english_name)
    return [(tag, for_staff(tag)) for tag in (EASY_READ, *tags)]
