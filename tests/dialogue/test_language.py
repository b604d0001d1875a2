"""Which language a message is in, and the one sentence that is said in it."""

import pytest

from triage.files import KnowledgeError
from triage.knowledge import FOLDER

from dialogue.language import language_of, load_languages
from dialogue.words import words
from tests.dialogue.talk import Talk, present

LANGUAGES = words().languages


def name(text):
    found = language_of(text, LANGUAGES)
    return found and found.name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("me tiembla el labio de arriba, qué hago", "Spanish"),
        ("j'ai la lèvre supérieure qui tressaute depuis ce matin", "French"),
        ("Meine Oberlippe zuckt ständig, was kann ich tun?", "German"),
        ("o meu lábio está tremendo sozinho", "Portuguese"),
        ("mi sta tremando il labbro superiore, è pericoloso?", "Italian"),
        ("mijn bovenlip trilt sinds gisteren", "Dutch"),
        ("warga drga mi od rana, co to jest", "Polish"),
        ("mi se zbate buza de sus de două zile", "Romanian"),
        ("üst dudağım seğiriyor ne yapmalıyım", "Turkish"),
        ("у меня дёргается верхняя губа", "Russian"),
        ("в мене смикається верхня губа, це небезпечно?", "Ukrainian"),
        ("شفتي العليا ترتعش منذ الصباح", "Arabic"),
        ("لب بالایم می‌پرد، خطرناک است؟", "Persian"),
        ("میرا اوپر والا ہونٹ پھڑک رہا ہے", "Urdu"),
        ("मेरा ऊपरी होंठ फड़क रहा है", "Hindi"),
        ("do din se honth fadak raha hai, darr lag raha hai", "Hindi in Latin letters"),
        ("আমার উপরের ঠোঁট কাঁপছে", "Bengali"),
        ("ਮੇਰਾ ਉੱਪਰਲਾ ਬੁੱਲ੍ਹ ਫੜਕਦਾ ਹੈ", "Punjabi"),
        ("મારો ઉપલો હોઠ ફરકે છે", "Gujarati"),
        ("என் மேல் உதடு துடிக்கிறது", "Tamil"),
        ("నా పై పెదవి అదురుతోంది", "Telugu"),
        ("我的上嘴唇一直在跳", "Chinese"),
        ("上唇がピクピクするんですが大丈夫ですか", "Japanese"),
        ("윗입술이 자꾸 떨려요", "Korean"),
        ("môi trên của tôi bị giật", "Vietnamese"),
        ("ริมฝีปากบนกระตุกไม่หยุด", "Thai"),
        ("bibir atas saya kedutan terus, kenapa ya", "Indonesian"),
        ("kumikibot ang itaas na labi ko, delikado ba?", "Tagalog"),
        ("mdomo wangu wa juu unacheza cheza", "Swahili"),
        ("τρέμει το πάνω χείλος μου", "Greek"),
        ("min överläpp rycker sedan igår", "Swedish"),
        ("trhá mi hornou perou a mám ju necitlivú", "Czech"),
        ("remeg a felső ajkam", "Hungarian"),
        ("השפה העליונה שלי רועדת", "Hebrew"),
        ("¿qué hago si empeora?", "Spanish"),
        ("mañana", "Spanish"),
        ("ist das schlimm? heißt das was?", "German"),
    ],
)
def test_the_language_of_a_message(text, language):
    assert name(text) == language


@pytest.mark.parametrize("text", ["hola", "12345", "", "?!", "shafayfi mnammle w btirjof"])
def test_what_is_too_little_to_tell_is_no_language(text):
    assert name(text) is None


@pytest.mark.parametrize("code", LANGUAGES.by_code)
def test_each_sentence_is_in_its_own_language_and_names_the_number(code):
    language = LANGUAGES.by_code[code]
    assert language_of(language.text.replace("{number}", "112"), LANGUAGES) is language
    assert "Quiver" in language.text
    assert language.text.count("{number}") == 1


def test_the_twenty_likeliest_languages_are_there():
    assert len(LANGUAGES.by_code) >= 20


@pytest.mark.parametrize(("zone", "number"), [("Europe/Madrid", "112"), ("America/Mexico_City", "911"), (None, "112 / 911 / 999")])
def test_somebody_who_writes_spanish_gets_one_sentence_in_spanish_with_the_number(zone, number):
    talk = Talk(timezone=zone)
    talk.says("me tiembla el labio de arriba, qué hago", acts=("other_language",))
    assert talk.kinds == ["language_note"]
    assert talk.replies[-1].texts[0].startswith(LANGUAGES.by_code["es"].text.format(number=number))
    assert words().phrases["language_note"] in talk.text


def test_where_the_language_is_not_known_english_says_the_number():
    talk = Talk()
    talk.says("xx yy", acts=("other_language",))
    assert "Emergency: 999" in talk.text


def test_a_sign_in_another_language_is_still_answered_by_the_call():
    talk = Talk()
    reply = talk.says("mein Mundwinkel hängt seit heute früh", present("facial_droop"), acts=("other_language",))
    assert reply.texts[0].startswith("**Call 999 now.**")
    assert LANGUAGES.by_code["de"].text.format(number="999") in reply.texts[0]


def test_a_sentence_without_the_number_is_refused(tmp_path):
    text = (FOLDER / "languages.yml").read_text(encoding="utf-8").replace("llame al {number}", "llame")
    (tmp_path / "languages.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="es: the sentence names no"):
        load_languages(tmp_path / "languages.yml")


def test_hindi_in_latin_letters_is_heard_even_where_the_reader_takes_it_for_a_question():
    talk = Talk(timezone="Asia/Kolkata")
    talk.says("bhai upar wala hoth phadak raha hai kal se, kya karu", acts=("trigger_fatigue",))
    assert "language_note" in talk.kinds
    assert LANGUAGES.by_code["hi-Latn"].text.format(number="112") in talk.text
