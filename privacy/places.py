"""Street addresses and postcodes. A town or a country alone is no address."""

import re
from collections.abc import Iterator

from privacy.spans import Kind, Span

_WORD = r"[A-ZÀ-Þ][\w'’.-]*"
_TYPE = (
    r"street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|cl|way|court|ct|crescent|cres|terrace|terr|place|pl|square|sq|gardens|gdns|grove|gr|hill|mews|row|"
    r"boulevard|blvd|highway|hwy|parkway|pkwy|circle|walk|rise|view|park|green|parade|quay|wharf|trail|loop|alley|marg|nagar|chowk|crossing|esplanade|vale|heights"
)
_SURE_TYPE = r"street|st|road|rd|avenue|ave|lane|crescent|terrace|gardens|grove|boulevard|blvd|highway|parkway|marg|nagar"
_TITLE_TYPE = "|".join(word.title() for word in _TYPE.split("|") if word != "dr")
_FLAT = r"(?:(?:flat|apartment|apt\.?|unit|suite|room|house|plot|floor)\s+\d{1,4}[a-z]?\s*,?\s+)?"
_NUMBER = r"\d{1,5}[a-z]?(?:\s?[-/]\s?\d{1,4}[a-z]?)?"
_NO_STREET = (
    r"(?:(?:sec|second|min|minute|hour|hr|day|night|week|wk|month|mth|year|yr|mile|block|stop|door|house|step|metre|km|metre|meter|cup|mug|can|pint|glass|time|shot|mg|ml|am|pm|st|nd|rd|th|of|in|on|to|and|or|"
    r"the|a|my|per|by|from|is|out|down|up|more|long|big|late|big|short|quick|near)s?\b)"
)

_ENGLISH = re.compile(
    rf"(?<![\w.,/])(?i:{_FLAT}){_NUMBER},?\s+(?:(?:the|of)\s+)?(?:{_WORD}\s+){{1,3}}(?:(?i:{_SURE_TYPE})|{_TITLE_TYPE}|Dr(?!\.?\s+[A-Z]))\b\.?"
    r"(?:\s+(?:North|South|East|West|NE|NW|SE|SW|[NSEW])\b)?(?:,?\s+(?i:flat|apartment|apt\.?|unit|suite)\s+\d{1,4}[a-zA-Z]?\b)?"
)
_ENGLISH_LOWER = re.compile(
    r"(?P<cue>\b(?:live|lives|living|stay|staying|based|address|addr)(?:\s+(?:at|on|is|in)|\s*:)?\s+(?:number\s+|no\.?\s+)?)"
    rf"{_FLAT}{_NUMBER},?\s+(?!{_NO_STREET})(?:[a-z'’-]+\s+){{1,3}}(?:{_SURE_TYPE}|{_TYPE})\b",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(
    r"(?<!\w)(?:"
    r"[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|damm|ufer|straat|laan|gracht|plein|kade|gatan|vägen|veien|gata|gade|vej|katu|tie|utca)"
    r"|(?:[A-ZÄÖÜ][\wäöüß.-]*\s){1,2}(?:Straße|Strasse|Str\.|Allee|Platz|Weg|Ring|Damm|utca|tér|út|Caddesi|Sokak|Cad\.|Sok\.)"
    r"|(?:[Cc]alle|[Cc]/|[Aa]venida|[Aa]vda\.|[Aa]v\.|[Pp]laza|[Pp]aseo|[Cc]arrera|[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Rr]ua|[Tt]ravessa|[Pp]raça|[Aa]lameda|ul\.|[Uu]lica|al\.|[Ss]tr\.|[Uu]litsa)"
    r"\s?(?:(?:de|del|della|dei|da|do|das|dos|la|las|los|di|d')\s?){0,2}(?:[A-ZÀ-ŽŁŚŻ][\w'’.-]*\s?){1,4}"
    r"),?\s*(?:n[º°.]\s?)?\d{1,4}(?:[a-zA-Z]\b)?(?:/\d{1,4})?(?!\w|\s?(?:mg|ml|day|week|hour|month|year|min))"
)
_FRENCH = re.compile(
    r"(?<![\w.])\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|cours|route)\s+"
    r"(?:(?:de\s+la|de\s+l['’]|de|du|des|d['’]|la|le|les)\s?)?(?:[\w'’-]+)(?:\s+[A-ZÀ-Ž][\w'’-]*){0,3}",
    re.IGNORECASE,
)
_BOX = re.compile(r"\bP\.?\s?O\.?\s?Box\s+\d{1,6}\b", re.IGNORECASE)

_UNITED_KINGDOM = re.compile(
    r"(?<![\w-])(?:A[BL]|B[ABDHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|"
    r"O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ADFNRSV]?|YO|ZE)\d[\dA-HJKPSTUW]?\s?(?!1ST|2ND|3RD|\dTH|\dPT|\dHR|\dWD)\d[ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE,
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_BY_FORM = (
    _UNITED_KINGDOM,
    re.compile(rf"(?<=\b)(?:{_STATES}),?\s+\d{{5}}(?:-\d{{4}})?(?![\w-])"),  # Springfield, IL 62704
    re.compile(r"(?<![\w-])\d{5}-\d{4}(?![\w-])"),  # ZIP+4
    re.compile(r"(?<![\w-])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)", re.IGNORECASE),  # Canada
    re.compile(r"(?<![\w-])[AC-FHKNPRTV-Y](?:\d\d|6W) ?(?=[0-9AC-FHKNPRTV-Y]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}(?![\w-])"),  # Eircode
    re.compile(r"(?<![\w-])[1-9]\d{3} ?(?!AM|PM|MG|ML|IU|BC|AD|KM|CM|MM|MC|UG|HZ|KG|OZ|LB|MS|SA|SD|SS)[A-Z]{2}(?![\w-])(?=\s*(?:$|[.,;)!?]|[A-Z][a-z]))"),  # Netherlands
    re.compile(r"(?<![\w-])\d{5}-\d{3}(?![\w-])"),  # Brazil
    re.compile(r"〒 ?\d{3}-\d{4}(?!\w)"),  # Japan
    re.compile(r"(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT),?\s+\d{4}(?!\w)"),  # Australia
    re.compile(r"(?<![\w-])(?:D|A|CH|F|B|L|S|DK|FI|NL)-\d{4,5}(?![\w-])"),
    re.compile(r"(?<![\w-])\d{2}-\d{3}(?=,?\s+[A-ZŁŚŻ][a-ząćęłńóśźż]{2,})"),  # Poland, with its town
)
_CALLED = re.compile(
    r"\b(?:post\s?code|postal\s+code|zip(?:\s?code)?|pin\s?code|pin|plz|postleitzahl|code\s+postal|cap|cep|eircode)\b\s*(?:is|was|:|=|-)?\s*"
    r"(?P<code>(?=[\w -]{0,9}?\d)[A-Z0-9]{2,8}(?:[ -][0-9][A-Z0-9]{2,3})?)(?!\w)",
    re.IGNORECASE,
)
_AFTER_ADDRESS = re.compile(r"\s*,?\s*(?:[A-ZÀ-Ž][\w'’-]+\s*,\s*)?(?P<code>\d{3}\s\d{2}|\d{4,6})(?![\w-])")


def addresses(text: str) -> Iterator[Span]:
    """House number and street, in the English order and in others; post boxes."""
    for pattern in (_ENGLISH, _NUMBER_LAST, _FRENCH, _BOX):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.ADDRESS)
    for match in _ENGLISH_LOWER.finditer(text):
        yield Span(match.end("cue"), match.end(), Kind.ADDRESS)


def postcodes(text: str) -> Iterator[Span]:
    """Postcodes that their form gives away, that are called so, or that follow a street."""
    for pattern in _BY_FORM:
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Kind.POSTCODE)
    for match in _CALLED.finditer(text):
        yield Span(match.start("code"), match.end("code"), Kind.POSTCODE)
    for street in addresses(text):
        if after := _AFTER_ADDRESS.match(text, street.end):
            yield Span(after.start("code"), after.end("code"), Kind.POSTCODE)
