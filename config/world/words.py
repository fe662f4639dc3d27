"""Words of the synthetic world. Sentences of everyday life, put together by chance."""


def _words(text: str) -> list[str]:
    return text.split()


FIRST_NAMES = _words(
    "Aline Anna Beat Bruno Carla Claudio Daniela Denis Elena Emil Fabio Fatima Flurina Gian "
    "Hanna Ivo Jana Jonas Katrin Kevin Lara Lorenz Maja Marco Mirjam Nadia Nico Olga Pascal "
    "Petra Rahel Reto Sandra Selim Sina Thomas Ursina Valeria Walter Yannick Zora"
)
LAST_NAMES = _words(
    "Ammann Berger Cadisch Danioth Egli Furrer Gmür Häfliger Imhof Jenni Keller Lüthi Meier "
    "Nussbaum Odermatt Petrović Quadri Rüegg Schmid Tanner Ulrich Vogt Wyss Yıldız Zgraggen "
    "Bonvin Caduff Fontana Gerber Hofer Kälin Loosli"
)
PLACES = _words(
    "Zürich Bern Basel Luzern Chur Winterthur Genf Lausanne Aarau Thun Olten Zug Sion Altdorf"
)
TRADES = _words(
    "Pflegefachfrau Schreiner Lehrerin Entwicklerin Köchin Buschauffeur Bäuerin Juristin "
    "Polier Mediatorin Buchhalter Musikerin Hebamme Treuhänder Gärtnerin Sozialarbeiter "
    "Chemikerin Elektriker"
)
PURPOSES = _words("Arbeit Wohnen Energie Bildung Pflege Verkehr Essen Handwerk Geld Nachbarschaft")

SENTENCES = {
    "de": (
        "Bei uns im Betrieb haben wir das drei Jahre lang ausprobiert.",
        "Am Anfang waren die meisten dagegen, auch ich.",
        "Wer jeden Tag damit zu tun hat, sieht andere Dinge als die Leitung.",
        "Es geht nicht um Geld allein, sondern darum, wer gefragt wird.",
        "Meine Schwester arbeitet in der Pflege und erzählt das Gegenteil.",
        "Ich habe zweimal die Stelle gewechselt, weil niemand zuhörte.",
        "Kleine Gemeinden können das nicht so einfach tragen wie grosse Städte.",
        "Am Schluss entscheiden jene, die am wenigsten davon spüren.",
        "Wir haben dann angefangen, jede Woche eine Stunde darüber zu reden.",
        "Das hat mehr verändert als jedes Reglement.",
        "Ich verstehe die Sorge, dass dabei jemand auf der Strecke bleibt.",
        "Was mir fehlt, sind Zahlen aus den letzten fünf Jahren.",
    ),
    "en": (
        "We tried this for three years in the place where I work.",
        "At the beginning most of us were against it, and so was I.",
        "Whoever deals with it every day sees other things than the board does.",
        "It is not about money alone but about who gets asked.",
        "My sister works in care and tells me the opposite.",
        "I changed jobs twice because nobody listened.",
        "Small towns cannot carry this as easily as large cities.",
        "In the end those decide who feel it least.",
        "Then we began to talk about it for an hour every week.",
        "That changed more than any regulation did.",
        "I understand the worry that somebody is left behind.",
        "What I miss are figures from the last five years.",
    ),
}
QUESTIONS = {
    "de": "Soll {} für alle frei zugänglich sein, auch wenn es mehr kostet?",
    "en": "Should {} be open to everybody, even if it costs more?",
}
OFFERS = {"de": "Ich helfe bei: {}", "en": "I help with: {}"}
REQUESTS = {"de": "Wer hilft bei: {}?", "en": "Who helps with: {}?"}
