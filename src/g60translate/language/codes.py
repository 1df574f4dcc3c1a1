"""Language codes as model repositories write them, and as this package does (ISO 639-1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# ISO 639-1 code and ISO 639-3 code, then codes of single languages that pass for their group's.
_TABLE = """
aa aar|ab abk|ae ave|af afr|ak aka|am amh|an arg|ar ara arb|as asm|av ava|ay aym|az aze azj|ba bak
be bel|bg bul|bi bis|bm bam|bn ben|bo bod|br bre|bs bos|ca cat|ce che|ch cha|co cos|cr cre|cs ces
cu chu|cv chv|cy cym|da dan|de deu ger|dv div|dz dzo|ee ewe|el ell|en eng|eo epo|es spa|et est ekk
eu eus|fa fas pes|ff ful|fi fin|fj fij|fo fao|fr fra fre|fy fry|ga gle|gd gla|gl glg|gn grn|gu guj
gv glv|ha hau|he heb|hi hin|ho hmo|hr hrv|ht hat|hu hun|hy hye|hz her|ia ina|id ind|ie ile|ig ibo
ii iii|ik ipk|io ido|is isl|it ita|iu iku|ja jpn|jv jav|ka kat|kg kon|ki kik|kj kua|kk kaz|kl kal
km khm|kn kan|ko kor|kr kau|ks kas|ku kur kmr|kv kom|kw cor|ky kir|la lat|lb ltz|lg lug|li lim
ln lin|lo lao|lt lit|lu lub|lv lav lvs|mg mlg plt|mh mah|mi mri|mk mkd|ml mal|mn mon khk|mr mar
ms msa zsm|mt mlt|my mya|na nau|nb nob|nd nde|ne nep npi|ng ndo|nl nld|nn nno|no nor|nr nbl|nv nav
ny nya|oc oci|oj oji|om orm|or ori ory|os oss|pa pan|pi pli|pl pol|ps pus|pt por pob|qu que|rm roh
rn run|ro ron|ru rus|rw kin|sa san|sc srd|sd snd|se sme|sg sag|si sin|sk slk|sl slv|sm smo|sn sna
so som|sq sqi als|sr srp|ss ssw|st sot|su sun|sv swe|sw swa swh|ta tam|te tel|tg tgk|th tha|ti tir
tk tuk|tl tgl|tn tsn|to ton|tr tur|ts tso|tt tat|tw twi|ty tah|ug uig|uk ukr|ur urd|uz uzb uzn
ve ven|vi vie|vo vol|wa wln|wo wol|xh xho|yi yid ydd|yo yor|za zha|zh zho cmn chi zhs zht cn|zu zul
"""
_ISO_639_1: Final = {
    code: row.split()[0] for row in re.split(r"[|\n]", _TABLE.strip()) for code in row.split()
}
_TOKEN = re.compile(r">>([A-Za-z_-]+)<<")

# The official script of the mainland first; elsewhere the plainest token is taken.
_CHINESE = ("cmn_Hans", "zho_Hans", "zh_CN", "zh_cn", "zhs", "cmn", "zho", "zh")


def iso_639_1(code: str) -> str | None:
    """`deu`, `zh_CN`, `cmn_Hans` → `de`, `zh`, `zh`; None for what has no code of two letters."""
    return _ISO_639_1.get(re.split(r"[_-]", code, maxsplit=1)[0].lower())


def short_code(code: str) -> str | None:
    """Like `iso_639_1`, but a language without a code of two letters keeps its three."""
    base = re.split(r"[_-]", code, maxsplit=1)[0].lower()
    return _ISO_639_1.get(base) or (base if re.fullmatch(r"[a-z]{3}", base) else None)


def target_tokens(vocabulary: Iterable[str]) -> dict[str, str]:
    """The language tokens (`>>deu<<`) of a vocabulary by language, in the order of the languages.

    Of several for one language, such as scripts of Chinese, the most usual one is taken.
    """
    found: dict[str, list[str]] = {}
    for piece in vocabulary:
        match = _TOKEN.fullmatch(piece)
        language = short_code(match.group(1)) if match else None
        if language is not None:
            found.setdefault(language, []).append(piece)
    return {language: min(found[language], key=_plainness) for language in sorted(found)}


def _plainness(token: str) -> tuple[int, bool, int, str]:
    code = token.strip("<>")
    rank = _CHINESE.index(code) if code in _CHINESE else len(_CHINESE)
    return (rank, "_" in code or "-" in code, -len(code), token)
